package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
 */
final class ChunkReader {

  /** What one read found. */
  sealed interface Outcome {

    /** Bytes to hand on; {@code caughtUp} when nothing that could be read is left. */
    record Read(TailChunk.Kind kind, byte[] bytes, long size, boolean caughtUp, Generation after)
        implements Outcome {}

    /** No whole line yet. */
    record Nothing(long size) implements Outcome {}

    /** The file does not hold any more what was read from it. */
    record Truncated() implements Outcome {}
  }

  private final int chunkBytes;
  private ByteBuffer buffer;
  private final Map<String, Long> lookedThrough = new HashMap<>();

  ChunkReader(int chunkBytes) {
    this.chunkBytes = chunkBytes;
    this.buffer = ByteBuffer.allocateDirect(chunkBytes);
  }

  /**
   * Reads once.
   *
   * @param toTheEnd hand on a last line without line feed too: nothing will be added to it
   */
  Outcome read(Generation generation, FileChannel channel, int maxLineBytes, boolean toTheEnd)
      throws IOException {
    long size = channel.size();
    if (size < generation.offset()
        || (size < generation.sizeSeen()
            && (generation.offset() == 0 || !stillThere(generation, channel)))) {
      return new Outcome.Truncated();
    }
    long left = size - generation.offset();
    int filled = fill(channel, generation.offset(), (int) Math.min(left, chunkBytes));
    if (filled == 0) {
      return new Outcome.Nothing(size);
    }
    if (generation.offset() == generation.zeros() && buffer.get(0) == 0) {
      return zeros(generation, channel, filled, size);
    }
    int cut = LineCut.wholeLines(buffer, filled, maxLineBytes);
    if (cut == 0 && filled <= maxLineBytes && filled < left) {
      filled = fill(channel, generation.offset(), (int) Math.min(left, maxLineBytes + 1L));
      cut = LineCut.wholeLines(buffer, filled, maxLineBytes);
    }
    if (cut == 0 && filled > maxLineBytes) {
      return longLine(generation, channel, maxLineBytes, filled, size, toTheEnd);
    }
    if (cut == 0 && toTheEnd && filled == left) {
      cut = filled;
    }
    if (cut == 0) {
      return new Outcome.Nothing(size);
    }
    boolean caughtUp = filled == left && filled - cut <= maxLineBytes;
    byte[] lines = copy(0, cut);
    return sealed(generation, channel, TailChunk.Kind.LINES, lines, lines, cut, size, caughtUp);
  }

  /** True when the bytes that were read from a generation still stand in the file. */
  boolean stillThere(Generation generation, FileChannel channel) throws IOException {
    return holds(generation, channel, generation.offset() == 0);
  }

  /**
   * True when a file holds what was read of a generation, and the evidence is more than nothing.
   */
  boolean isCopy(Generation generation, FileChannel channel) throws IOException {
    return (generation.offset() > 0 || generation.head().length() > 0)
        && holds(generation, channel, generation.offset() == 0);
  }

  /** True when a file shorter than what was read begins as the generation does. */
  boolean isPartialCopy(Generation generation, FileChannel channel) throws IOException {
    long size = channel.size();
    int length = generation.head().comparable(size);
    return size < generation.offset()
        && length > 0
        && generation.head().matches(bytesAt(channel, 0, length), length);
  }

  private boolean holds(Generation generation, FileChannel channel, boolean wholeHead)
      throws IOException {
    long size = channel.size();
    Head head = generation.head();
    if (size < generation.offset() || (wholeHead && size < head.length())) {
      return false;
    }
    int length = wholeHead ? head.length() : head.comparable(generation.offset());
    byte[] first = bytesAt(channel, 0, length);
    return first.length == length
        && head.matches(first, length)
        && anchorBytes(generation, channel) != null;
  }

  /** Head of a file as far as it is there. */
  Head headOf(FileChannel channel) throws IOException {
    byte[] first = bytesAt(channel, 0, Head.FULL);
    return Head.of(first, first.length);
  }

  /** Digest of the bytes before an offset. */
  Anchor anchorAt(FileChannel channel, long offset) throws IOException {
    int length = (int) Math.min(offset, Anchor.FULL);
    byte[] bytes = bytesAt(channel, offset - length, length);
    return Anchor.of(bytes, 0, bytes.length);
  }

  /** Start of the line that an offset lies in. */
  long lineStart(FileChannel channel, long offset) throws IOException {
    long end = offset;
    while (end > 0) {
      int length = (int) Math.min(end, 1 << 16);
      byte[] bytes = bytesAt(channel, end - length, length);
      for (int at = bytes.length - 1; at >= 0; at--) {
        if (bytes[at] == '\n') {
          return end - length + at + 1;
        }
      }
      end -= length;
    }
    return 0;
  }

  void forget(String generation) {
    lookedThrough.remove(generation);
  }

  private Outcome zeros(Generation generation, FileChannel channel, int filled, long size)
      throws IOException {
    int zeros = LineCut.leadingZeros(buffer, filled);
    if (generation.offset() + zeros == size) {
      // On a network file system zeros at the end are bytes not visible yet.
      return new Outcome.Nothing(size);
    }
    byte[] skipped = copy(Math.max(0, zeros - Head.FULL), Math.min(zeros, Head.FULL));
    return sealed(
        generation, channel, TailChunk.Kind.ZEROS, new byte[0], skipped, zeros, size, false);
  }

  private Outcome longLine(
      Generation generation,
      FileChannel channel,
      int maxLineBytes,
      int filled,
      long size,
      boolean toTheEnd)
      throws IOException {
    byte[] start = copy(0, maxLineBytes);
    long blockAt = generation.offset();
    int block = filled;
    int feed = LineCut.lineFeed(buffer, 0, block);
    long looked = blockAt + block;
    if (!toTheEnd) {
      looked = Math.max(looked, lookedThrough.getOrDefault(generation.name(), 0L));
    }
    while (feed == block && looked < size) {
      int overlap = (int) Math.min(Anchor.FULL, looked - generation.offset());
      blockAt = looked - overlap;
      block = fill(channel, blockAt, (int) Math.min(size - blockAt, chunkBytes + overlap));
      if (block <= overlap) {
        return new Outcome.Nothing(size);
      }
      feed = LineCut.lineFeed(buffer, overlap, block);
      looked = blockAt + block;
    }
    if (feed == block && !toTheEnd) {
      lookedThrough.put(generation.name(), looked);
      return new Outcome.Nothing(size);
    }
    int blockEnd = Math.min(block, feed + 1);
    long length = blockAt + blockEnd - generation.offset();
    int kept = (int) Math.min(Math.min(blockEnd, Anchor.FULL), length);
    byte[] tail = copy(blockEnd - kept, kept);
    lookedThrough.remove(generation.name());
    boolean caughtUp = generation.offset() + length == size;
    return sealed(
        generation, channel, TailChunk.Kind.TOO_LONG, start, tail, length, size, caughtUp);
  }

  /** Makes the check that every read ends with, and the evidence that goes with its bytes. */
  private Outcome sealed(
      Generation generation,
      FileChannel channel,
      TailChunk.Kind kind,
      byte[] bytes,
      byte[] consumedTail,
      long consumed,
      long size,
      boolean caughtUp)
      throws IOException {
    long from = generation.offset();
    byte[] before = new byte[0];
    Head head = generation.head();
    boolean wholeInTail = consumedTail.length == consumed;
    if (from == 0) {
      byte[] chunkHead = kind == TailChunk.Kind.TOO_LONG ? bytes : consumedTail;
      int length = Math.min(chunkHead.length, Head.FULL);
      byte[] again = bytesAt(channel, 0, Math.max(length, head.length()));
      if (again.length < Math.max(length, head.length())
          || !Arrays.equals(again, 0, length, chunkHead, 0, length)
          || !head.matches(again, head.length())) {
        return new Outcome.Truncated();
      }
      head = length >= head.length() ? Head.of(chunkHead, length) : head;
    } else {
      boolean growing = wholeInTail && from < Head.FULL && from + consumed > head.length();
      byte[] first = growing ? bytesAt(channel, 0, (int) from) : before;
      before = anchorBytes(generation, channel);
      if (before == null) {
        return new Outcome.Truncated();
      }
      if (growing && first.length == from) {
        byte[] known =
            join(first, Arrays.copyOf(consumedTail, (int) Math.min(consumed, Head.FULL)));
        head = Head.of(known, known.length);
      }
    }
    int last = Math.min(consumedTail.length, Anchor.FULL);
    byte[] tail =
        join(
            before,
            Arrays.copyOfRange(consumedTail, consumedTail.length - last, consumedTail.length));
    int length = Math.min(Anchor.FULL, tail.length);
    long zeros = generation.zeros() + (kind == TailChunk.Kind.ZEROS ? consumed : 0);
    Anchor anchor = Anchor.of(tail, tail.length - length, length);
    return new Outcome.Read(
        kind, bytes, size, caughtUp, generation.read(head, from + consumed, anchor, zeros));
  }

  /** The bytes before the offset if they are the ones that were read; null when they are not. */
  private static byte[] anchorBytes(Generation generation, FileChannel channel) throws IOException {
    int length = generation.anchor().length();
    byte[] bytes = bytesAt(channel, generation.offset() - length, length);
    return bytes.length == length && generation.anchor().matches(bytes, 0) ? bytes : null;
  }

  private int fill(FileChannel channel, long at, int length) throws IOException {
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocateDirect(length);
    }
    buffer.clear().limit(length);
    return readFully(channel, at, buffer);
  }

  private byte[] copy(int from, int length) {
    byte[] bytes = new byte[length];
    buffer.get(from, bytes);
    return bytes;
  }

  private static byte[] bytesAt(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int read = readFully(channel, at, bytes);
    return read == length ? bytes.array() : Arrays.copyOf(bytes.array(), read);
  }

  private static int readFully(FileChannel channel, long at, ByteBuffer into) throws IOException {
    int start = into.position();
    long next = at;
    while (into.hasRemaining()) {
      int read = channel.read(into, next);
      if (read < 0) {
        break;
      }
      next += read;
    }
    return into.position() - start;
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
