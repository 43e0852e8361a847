package io.tailwater.connectors.lake;

/**
 * A line that could not become an event: a row of {@code rejects}.
 *
 * @param receivedAtMicros when it was read, epoch microseconds
 * @param source id of the configured source
 * @param stream where it came from
 * @param offset position of its first byte, or of its record, in the stream
 * @param part which of several parts of its record it is, from 0; null where it is no part of one
 * @param reason one of the contract's reasons: {@code no_match}, {@code bad_time}, …
 * @param detail where, what, got, want, for people
 * @param raw the line's bytes up to the limit, as they were
 */
public record RejectedLine(
    long receivedAtMicros,
    String source,
    String stream,
    long offset,
    Integer part,
    String reason,
    String detail,
    byte[] raw) {

  /** A line that is no part of a record. */
  public RejectedLine(
      long receivedAtMicros,
      String source,
      String stream,
      long offset,
      String reason,
      String detail,
      byte[] raw) {
    this(receivedAtMicros, source, stream, offset, null, reason, detail, raw);
  }
}
