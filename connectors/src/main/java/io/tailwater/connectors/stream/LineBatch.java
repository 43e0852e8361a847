package io.tailwater.connectors.stream;

/**
 * A run of whole lines of one stream, or the news that bytes of it were skipped.
 *
 * <p>The half-open range {@code [fromOffset, toOffset)} counts bytes of the stream (decompressed
 * ones, for an archive). Batches of a stream follow each other without gap: each one starts where
 * the last ended. An empty range carries only what is known of the stream: its end, that its reader
 * has caught up, new evidence.
 *
 * <p>Where lines are records, such as Kafka's, the range counts their positions, which are not
 * those of bytes and may have holes; then each line has its own position and its own end in the
 * buffer.
 *
 * @param kind what the range holds
 * @param source id of the configured source
 * @param stream lineage path and generation, unique within the source
 * @param fromOffset offset of the first byte, or first position
 * @param toOffset offset after the last byte, or position to go on at
 * @param endOffset end of the stream as known when the batch was read
 * @param bytes the buffer, which another batch is read into once this one has been through: nobody
 *     keeps it; for {@code LINES} its first {@code length} bytes are the range, for {@code
 *     TOO_LONG} the head of the line, otherwise empty
 * @param length how many of {@code bytes} count
 * @param offsets position of each record, ascending; null where positions are those of bytes
 * @param ends index after each record in {@code bytes}, the first one beginning at 0; null where
 *     line feeds end the lines
 * @param caughtUp true when nothing was left to read after this batch
 * @param readAtMillis wall clock when the batch was read, epoch milliseconds
 * @param lost how many bytes are {@code LOST}, as far as known; 0 for the other kinds
 * @param reason why bytes are {@code LOST}; null for the other kinds
 * @param evidence what a reader needs to go on at {@code toOffset}, as JSON with a version
 * @param firstLine the first line of the stream that is not blank, wherever the range lies; null
 *     where none is known, or none was asked for
 */
public record LineBatch(
    Kind kind,
    String source,
    String stream,
    long fromOffset,
    long toOffset,
    long endOffset,
    byte[] bytes,
    int length,
    long[] offsets,
    int[] ends,
    boolean caughtUp,
    long readAtMillis,
    long lost,
    String reason,
    String evidence,
    byte[] firstLine) {

  /** What a range of a stream holds. */
  public enum Kind {
    /** Whole lines, each ended by a line feed, save the last one of a stream that has ended. */
    LINES,
    /** One line over the limit; {@code bytes} holds its head. */
    TOO_LONG,
    /** Bytes with no lines in them: the zero bytes that a truncation left behind. */
    SKIPPED,
    /** Bytes were gone before they could be read, an empty range; or are there, but refused. */
    LOST
  }

  public LineBatch {
    if (fromOffset < 0 || toOffset < fromOffset) {
      throw new IllegalArgumentException(
          "A batch needs 0 <= from <= to, got [" + fromOffset + ", " + toOffset + ") of " + stream);
    }
    if (length < 0 || length > bytes.length) {
      throw new IllegalArgumentException(
          "A batch's length must lie in its buffer of " + bytes.length + " bytes, got " + length);
    }
    if (lost < 0 || (lost > 0 && kind != Kind.LOST)) {
      throw new IllegalArgumentException("A batch of " + kind + " cannot lose " + lost + " bytes");
    }
    if ((offsets == null) != (ends == null) || (ends != null && ends.length != offsets.length)) {
      throw new IllegalArgumentException("Records have a position and an end each");
    }
    if (kind == Kind.LINES && ends == null && length != toOffset - fromOffset) {
      throw new IllegalArgumentException(
          "Lines fill their range of " + (toOffset - fromOffset) + " bytes, got " + length);
    }
  }

  /** A batch without its stream's first line. */
  public LineBatch(
      Kind kind,
      String source,
      String stream,
      long fromOffset,
      long toOffset,
      long endOffset,
      byte[] bytes,
      int length,
      long[] offsets,
      int[] ends,
      boolean caughtUp,
      long readAtMillis,
      long lost,
      String reason,
      String evidence) {
    this(
        kind,
        source,
        stream,
        fromOffset,
        toOffset,
        endOffset,
        bytes,
        length,
        offsets,
        ends,
        caughtUp,
        readAtMillis,
        lost,
        reason,
        evidence,
        null);
  }

  /** A batch whose positions are those of bytes. */
  public LineBatch(
      Kind kind,
      String source,
      String stream,
      long fromOffset,
      long toOffset,
      long endOffset,
      byte[] bytes,
      int length,
      boolean caughtUp,
      long readAtMillis,
      long lost,
      String reason,
      String evidence) {
    this(
        kind,
        source,
        stream,
        fromOffset,
        toOffset,
        endOffset,
        bytes,
        length,
        null,
        null,
        caughtUp,
        readAtMillis,
        lost,
        reason,
        evidence);
  }
}
