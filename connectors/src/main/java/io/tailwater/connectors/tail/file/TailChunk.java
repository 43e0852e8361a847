package io.tailwater.connectors.tail.file;

import java.util.List;

/**
 * What the engine hands on: bytes of one generation, or news of it. Ranges of a generation adjoin.
 *
 * @param kind what the range holds
 * @param from offset of the first byte
 * @param to offset after the last byte
 * @param end size of the generation as known when this was read
 * @param bytes whole lines, or the head of a line that is too long, or nothing; the first {@link
 *     #length} of them count
 * @param caughtUp nothing was left to read after this
 * @param readAtMillis wall clock, epoch milliseconds
 * @param lost how many bytes are {@code LOST}, as far as they were ever seen; the range does not
 *     hold them, for should they turn up again, reading goes on where it was
 * @param reason why bytes are lost; null otherwise
 * @param after the generation as it stands after this chunk
 * @param forgotten names of generations of the lineage that need not be remembered any more
 * @param firstLine the first line of the generation that is not blank; null where none is known, or
 *     none was asked for
 */
public record TailChunk(
    Kind kind,
    long from,
    long to,
    long end,
    byte[] bytes,
    boolean caughtUp,
    long readAtMillis,
    long lost,
    String reason,
    Generation after,
    List<String> forgotten,
    byte[] firstLine) {

  /** Without the first line. */
  public TailChunk(
      Kind kind,
      long from,
      long to,
      long end,
      byte[] bytes,
      boolean caughtUp,
      long readAtMillis,
      long lost,
      String reason,
      Generation after,
      List<String> forgotten) {
    this(kind, from, to, end, bytes, caughtUp, readAtMillis, lost, reason, after, forgotten, null);
  }

  /** How many of {@link #bytes} count: an array of lines may be longer than they are. */
  public int length() {
    return kind == Kind.LINES ? (int) (to - from) : bytes.length;
  }

  /** What a chunk's range holds. */
  public enum Kind {
    /** Whole lines, or nothing but news. */
    LINES,
    /** One line over the limit. */
    TOO_LONG,
    /** Zero bytes that a truncation left behind. */
    ZEROS,
    /**
     * Bytes were gone before they were read: an empty range, save where they are there, but
     * refused.
     */
    LOST
  }
}
