package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Reads whole lines off a file that others write, truncate and refill as they like, and never
 * returns a byte that does not belong where it says.
 *
 * <p>A file's size proves nothing: between two looks it can be emptied and grow past the old
 * offset. What proves that the bytes at an offset go on from those read before is that the bytes
 * before the offset, the {@link Anchor}, still stand there. The order matters: first the chunk is
 * read, then the anchor is read again and compared. If it still stands, then nothing had been
 * truncated when the chunk was read; checked before the read instead, the file could be emptied in
 * between. A writer's lock without the writer knowing, as in a seqlock. At offset 0, where nothing
 * stands before, the chunk's own head is read a second time.
 *
 * <p>The new anchor is made from the bytes that are handed on, never from a second read.
 *
 * <p>Only whole lines are handed on, so an offset is always the start of a line and nothing is
 * buffered between two calls. A line that is over the limit and has no end yet is looked through
 * once: how far is kept, until its end comes.
 *
 * <p>A packed file is read in the same way; its bytes come from whoever unpacks them.
 */
final class ChunkReader {

  /** What one read found. */
  sealed interface Outcome {

    /**
     * The first {@code length} of these bytes to hand on; {@code caughtUp} when nothing that could
     * be read is left.
     */
    record Read(
        TailChunk.Kind kind, byte[] bytes, int length, long size, boolean caughtUp, Place after)
        implements Outcome {}

    /** No whole line yet. */
    record Nothing(long size) implements Outcome {}

    /** A part of a long line was looked through: there is more to do at once. */
    record UnderWay(long size) implements Outcome {}

    /**
     * The file does not hold any more what was read from it; {@code dropped} if a chunk was read.
     */
    record Truncated(boolean dropped) implements Outcome {}

    /** What was read still stands, but bytes after it that were seen are gone. */
    record Shrunk(long size) implements Outcome {}

    /** The file is of a kind that cannot be cut into lines. */
    record Refused(String why, long size) implements Outcome {}
  }

  /** So many chunks of a line without end are looked through before it is another's turn. */
  private static final int CHUNKS_A_TURN = 4;

  private final int chunkBytes;
  private final IntFunction<byte[]> arrays;
  private ByteBuffer buffer;
  private final Map<String, LookedThrough> lookedThrough = new HashMap<>();

  /**
   * How far a line without end was looked through, and the bytes that stood before there: what is
   * behind the line's start may be cut off and written anew.
   */
  private record LookedThrough(long upTo, Anchor anchor) {

    boolean stillStands(LogBytes bytes) throws IOException {
      byte[] before = Proof.bytesAt(bytes, upTo - anchor.length(), anchor.length());
      return before.length == anchor.length() && anchor.matches(before, 0);
    }
  }

  /**
   * @param arrays makes or finds an array of at least a length, for lines
   */
  ChunkReader(int chunkBytes, IntFunction<byte[]> arrays) {
    this.chunkBytes = chunkBytes;
    this.arrays = arrays;
    this.buffer = ByteBuffer.allocateDirect(chunkBytes);
  }

  /**
   * Reads once.
   *
   * @param toTheEnd take in a last line without line feed too, and zeros: nothing will be added
   */
  Outcome read(Generation generation, LogBytes bytes, int maxLineBytes, boolean toTheEnd)
      throws IOException {
    Place place = generation.place();
    long size = bytes.end(place.offset() + Math.max(chunkBytes, maxLineBytes + 1L) + 1);
    if (size < place.offset()) {
      return new Outcome.Truncated(false);
    }
    if (size < generation.sizeSeen() && !generation.isPacked()) {
      return place.offset() > 0 && Proof.stillThere(place, bytes)
          ? new Outcome.Shrunk(size)
          : new Outcome.Truncated(false);
    }
    long left = size - place.offset();
    int filled = fill(bytes, place.offset(), (int) Math.min(left, chunkBytes));
    if (filled == 0) {
      return new Outcome.Nothing(size);
    }
    // Zeros before the text are no mark, and lines that were read show that it was none.
    boolean begins = place.zeros() == 0 && place.trail().marks().isEmpty();
    Optional<String> refusal =
        begins ? FirstBytes.refusal(first(place, bytes, filled)) : Optional.empty();
    if (refusal.isPresent()) {
      if (place.offset() > 0 && !Proof.stillThere(place, bytes)) {
        return new Outcome.Truncated(false);
      }
      return new Outcome.Refused(refusal.get(), size);
    }
    if (place.offset() == place.zeros() && buffer.get(0) == 0) {
      return zeros(place, bytes, filled, size, toTheEnd);
    }
    int cut = LineCut.wholeLines(buffer, filled, maxLineBytes);
    if (cut == 0 && filled <= maxLineBytes && filled < left) {
      filled = fill(bytes, place.offset(), (int) Math.min(left, maxLineBytes + 1L));
      cut = LineCut.wholeLines(buffer, filled, maxLineBytes);
    }
    if (cut == 0 && filled > maxLineBytes) {
      return longLine(generation, bytes, maxLineBytes, filled, size, toTheEnd);
    }
    if (cut == 0 && toTheEnd && filled == left) {
      cut = filled;
    }
    if (cut == 0) {
      return new Outcome.Nothing(size);
    }
    boolean caughtUp = filled == left && filled - cut <= maxLineBytes;
    ChunkSeal.Span lines = new ChunkSeal.Span(arrays.apply(cut), cut);
    buffer.get(0, lines.bytes(), 0, cut);
    return ChunkSeal.check(place, bytes, TailChunk.Kind.LINES, lines, lines, cut, size, caughtUp);
  }

  private byte[] first(Place place, LogBytes bytes, int filled) throws IOException {
    return place.offset() == 0
        ? copy(0, Math.min(FirstBytes.LENGTH, filled))
        : Proof.bytesAt(bytes, 0, FirstBytes.LENGTH);
  }

  void forget(String generation) {
    lookedThrough.remove(generation);
  }

  private Outcome zeros(Place place, LogBytes bytes, int filled, long size, boolean toTheEnd)
      throws IOException {
    int zeros = LineCut.leadingZeros(buffer, filled);
    boolean all = place.offset() + zeros == size;
    if (all && !toTheEnd) {
      // On a network file system zeros at the end are bytes not visible yet.
      return new Outcome.Nothing(size);
    }
    byte[] skipped = copy(Math.max(0, zeros - Head.FULL), Math.min(zeros, Head.FULL));
    return ChunkSeal.check(
        place,
        bytes,
        TailChunk.Kind.ZEROS,
        ChunkSeal.Span.NONE,
        ChunkSeal.Span.of(skipped),
        zeros,
        size,
        all);
  }

  private Outcome longLine(
      Generation generation,
      LogBytes bytes,
      int maxLineBytes,
      int filled,
      long known,
      boolean toTheEnd)
      throws IOException {
    long offset = generation.offset();
    byte[] start = copy(0, maxLineBytes);
    long size = known;
    long blockAt = offset;
    int block = filled;
    int feed = LineCut.lineFeed(buffer, 0, block);
    long looked = blockAt + block;
    LookedThrough before = lookedThrough.remove(generation.name());
    boolean goesOn = before != null && before.upTo() > looked && !generation.isPacked();
    // The last byte is looked at again: the last block has to be at hand when it is the line's end.
    looked = goesOn ? Math.min(before.upTo(), size - 1) : looked;
    long turnEnds = looked + (long) CHUNKS_A_TURN * chunkBytes;
    while (feed == block && looked < size && (looked < turnEnds || generation.isPacked())) {
      int overlap = (int) Math.min(Anchor.FULL, looked - offset);
      blockAt = looked - overlap;
      block = fill(bytes, blockAt, (int) Math.min(size - blockAt, chunkBytes + overlap));
      if (block <= overlap) {
        return new Outcome.Nothing(size);
      }
      feed = LineCut.lineFeed(buffer, overlap, block);
      looked = blockAt + block;
      if (generation.isPacked()) {
        size = bytes.end(looked + chunkBytes);
      }
    }
    if (goesOn && !before.stillStands(bytes)) {
      return read(generation, bytes, maxLineBytes, toTheEnd);
    }
    if (feed == block && (!toTheEnd || looked < size)) {
      int last = Math.min(block, Anchor.FULL);
      Anchor anchor = Anchor.of(copy(block - last, last), 0, last);
      lookedThrough.put(generation.name(), new LookedThrough(looked, anchor));
      return looked < size ? new Outcome.UnderWay(size) : new Outcome.Nothing(size);
    }
    int blockEnd = Math.min(block, feed + 1);
    long length = blockAt + blockEnd - offset;
    int kept = (int) Math.min(Math.min(blockEnd, Anchor.FULL), length);
    byte[] tail = copy(blockEnd - kept, kept);
    boolean caughtUp = offset + length == size;
    return ChunkSeal.check(
        generation.place(),
        bytes,
        TailChunk.Kind.TOO_LONG,
        ChunkSeal.Span.of(start),
        ChunkSeal.Span.of(tail),
        length,
        size,
        caughtUp);
  }

  private int fill(LogBytes bytes, long at, int length) throws IOException {
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocateDirect(length);
    }
    buffer.clear().limit(length);
    return bytes.read(buffer, at);
  }

  private byte[] copy(int from, int length) {
    byte[] bytes = new byte[length];
    buffer.get(from, bytes);
    return bytes;
  }
}
