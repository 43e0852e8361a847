package io.tailwater.pipeline.spool;

import io.tailwater.connectors.commit.LedgerReader;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.tail.CommittedFile;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** What the lake's ledger says of a spool's segments. One thread only. */
final class SpoolLedger implements Closeable {
  /** Between the process that begins a segment and the one that commits it, or over time. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final LakeLocation location;
  private LakeCatalog lake;

  SpoolLedger(LakeLocation location) {
    this.location = location;
  }

  /** The newest commit; empty before there is a lake. */
  Optional<Cut> newest() {
    if (lake == null) {
      lake = LakeCatalog.openExisting(location).orElse(null);
    }
    return lake == null ? Optional.empty() : Cut.newest(lake.load(LakeTables.LEDGER));
  }

  /** How much of each of a source's segments is committed, of those begun at some time or later. */
  Map<Path, CommittedFile> committedSince(Instant begun, Cut cut, String source) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, begun.minus(CLOCKS_DIFFER));
    return committed(cut, source, Expressions.greaterThanOrEqual("committed_at", micros));
  }

  /** The same of those of which a commit after that number has news; others may be among them. */
  Map<Path, CommittedFile> committedAfter(long seq, Cut cut, String source) {
    return committed(cut, source, Expressions.greaterThan("seq", seq));
  }

  private Map<Path, CommittedFile> committed(Cut cut, String source, Expression news) {
    Table ledger = lake.load(LakeTables.LEDGER);
    Expression where = Expressions.and(Expressions.equal("source", source), news);
    return CommittedFile.of(source, new LedgerReader(ledger, cut.ledgerSnapshot(), where).heads());
  }

  @Override
  public void close() {
    if (lake != null) {
      lake.close();
    }
  }
}
