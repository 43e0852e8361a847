package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LossReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A ledger row that owns up to a loss.
 *
 * @param seq number of the commit
 * @param committedAt time of the commit
 * @param source id of the source
 * @param stream name of the stream
 * @param from first position that the commit read of the stream
 * @param to where it stood afterwards
 * @param lost bytes that are known to be lost, 0 and more
 * @param reason why
 */
public record Loss(
    long seq,
    Instant committedAt,
    String source,
    String stream,
    long from,
    long to,
    long lost,
    String reason) {

  static final Comparator<Loss> OLDEST_FIRST =
      Comparator.comparingLong(Loss::seq)
          .thenComparing(Loss::source)
          .thenComparing(Loss::stream)
          .thenComparingLong(Loss::to);

  static Loss of(LedgerLine line) {
    return new Loss(
        line.seq(),
        Instant.EPOCH.plus(line.committedAtMicros(), ChronoUnit.MICROS),
        line.stream().source(),
        line.stream().stream(),
        line.from(),
        line.to(),
        line.lost(),
        line.lossReason());
  }

  /** True when more may have been lost than is known. */
  public boolean isOfUnknownSize() {
    return LossReason.isOfUnknownSize(reason);
  }
}
