package io.tailwater.queries.testing;

import java.time.Instant;

/**
 * A row of the ledger. Everything in the range was read, unless it is said to be lost.
 *
 * @param seq number of the commit
 * @param committedAt time of the commit
 * @param source id of the source
 * @param stream name of the stream
 * @param from first position
 * @param to position after the last
 * @param end known end
 * @param events lines, all of them events
 * @param lost bytes lost
 * @param lossReason why
 * @param least time of the oldest event
 * @param most time of the newest event
 * @param evidence JSON
 */
public record LedgerLine(
    long seq,
    Instant committedAt,
    String source,
    String stream,
    long from,
    long to,
    long end,
    long events,
    long lost,
    String lossReason,
    Instant least,
    Instant most,
    String evidence) {

  /** A row of the source {@code web} without lines, of no commit yet. */
  public static LedgerLine of(String stream, long from, long to, long end) {
    return new LedgerLine(
        0, null, "web", stream, from, to, end, 0, 0, null, null, null, "{\"v\":1}");
  }

  LedgerLine ofCommit(long number, Instant time) {
    return new LedgerLine(
        number,
        time,
        source,
        stream,
        from,
        to,
        end,
        events,
        lost,
        lossReason,
        least,
        most,
        evidence);
  }

  LedgerLine withEvents(long count, Instant oldest, Instant newest) {
    return new LedgerLine(
        seq,
        committedAt,
        source,
        stream,
        from,
        to,
        end,
        count,
        lost,
        lossReason,
        oldest,
        newest,
        evidence);
  }

  public LedgerLine ofSource(String id) {
    return new LedgerLine(
        seq,
        committedAt,
        id,
        stream,
        from,
        to,
        end,
        events,
        lost,
        lossReason,
        least,
        most,
        evidence);
  }

  public LedgerLine withLoss(long bytes, String reason) {
    return new LedgerLine(
        seq,
        committedAt,
        source,
        stream,
        from,
        to,
        end,
        events,
        bytes,
        reason,
        least,
        most,
        evidence);
  }

  public LedgerLine withEvidence(String json) {
    return new LedgerLine(
        seq,
        committedAt,
        source,
        stream,
        from,
        to,
        end,
        events,
        lost,
        lossReason,
        least,
        most,
        json);
  }

  /** In the order of the table's columns. */
  Object[] values() {
    return new Object[] {
      seq,
      committedAt,
      source,
      stream,
      from,
      to,
      end,
      events,
      events,
      0L,
      0L,
      lost,
      lossReason,
      0L,
      to - from - lost,
      least,
      most,
      null,
      evidence,
      null,
      null,
      null
    };
  }
}
