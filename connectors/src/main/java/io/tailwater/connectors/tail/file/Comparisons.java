package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares files with what they may be copies of, a little at each look: files may be large, and
 * other logs wait for their turn.
 */
final class Comparisons {
  private static final int BLOCK = 1 << 16;
  private static final long BYTES_A_LOOK = 4 << 20;

  private final Map<FileKey, UnderWay> underWay = new HashMap<>();
  private long left;

  /** What is known of one file so far, by the names of the generations that it may be a copy of. */
  private static final class UnderWay {
    final Map<String, Long> equalTo = new HashMap<>();
    final Set<String> different = new HashSet<>();
    boolean unfinished;
  }

  /** A look begins. */
  void looking() {
    left = BYTES_A_LOOK;
  }

  /** Lets go of what is not there any more. */
  void keepOnly(Collection<FileKey> files) {
    underWay.keySet().retainAll(files);
  }

  /** True while the next look has more to compare. */
  boolean areUnderWay() {
    return !underWay.isEmpty();
  }

  /** A file is not compared any more. */
  void forget(FileKey file) {
    underWay.remove(file);
  }

  /** A file was judged: what is known of it is kept where the next look goes on from there. */
  void judged(FileKey file) {
    underWay.computeIfPresent(
        file,
        (key, known) -> {
          boolean goesOn = known.unfinished;
          known.unfinished = false;
          return goesOn ? known : null;
        });
  }

  /**
   * Compares a little more.
   *
   * @param generation name of the one that the original is the file of
   * @param from where to begin: up to there they are known to be equal
   * @return true when the original holds all that the copy holds; false also for a copy that is
   *     longer, which those of an original that only grows never are; empty while more is to be
   *     compared
   */
  Optional<Boolean> sameBytes(
      String generation, LogBytes original, FileKey file, LogBytes copy, long from)
      throws IOException {
    UnderWay known = underWay.computeIfAbsent(file, f -> new UnderWay());
    long length = copy.end(Long.MAX_VALUE);
    if (known.different.contains(generation) || length > original.end(length)) {
      return Optional.of(false);
    }
    long at = Math.max(from, known.equalTo.getOrDefault(generation, 0L));
    while (at < length) {
      if (left <= 0) {
        known.equalTo.put(generation, at);
        known.unfinished = true;
        return Optional.empty();
      }
      int size = (int) Math.min(BLOCK, length - at);
      if (!read(original, at, size).equals(read(copy, at, size))) {
        known.different.add(generation);
        return Optional.of(false);
      }
      at += size;
      left -= size;
    }
    known.equalTo.put(generation, at);
    return Optional.of(true);
  }

  private static ByteBuffer read(LogBytes bytes, long at, int size) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(size);
    bytes.read(block, at);
    return block.flip();
  }
}
