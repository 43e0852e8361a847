package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.commit.LedgerReader;
import io.tailwater.connectors.commit.file.LedgerRow;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.connectors.lake.StreamName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Proves at one cut that no line is missing and none counted twice: the ranges of every stream lie
 * end to end, every line in them is an event, a reject or filtered, and the tables hold as many
 * rows as the ledger says. What the ledger says is lost is counted and is no contradiction, if it
 * can be. Memory grows with the ledger's rows, not with the lines.
 */
public final class Audit {
  private final List<String> findings = new ArrayList<>();
  private final Map<String, StreamRanges> streams = new TreeMap<>();
  private final BitSet seqs = new BitSet();
  private final AuditScope scope;
  private final LossTally losses = new LossTally();
  private long firstSeq;
  private long lastSeq;
  private long lines;
  private long events;
  private long rejects;
  private long filtered;

  private Audit(AuditScope scope) {
    this.scope = scope;
  }

  /** Audits the whole lake as the cut names it. */
  public static AuditReport at(LakeCatalog lake, Cut cut) {
    return at(lake, cut, AuditScope.ALL);
  }

  /** Audits the lake as the cut names it, as far as the scope says. */
  public static AuditReport at(LakeCatalog lake, Cut cut, AuditScope scope) {
    return new Audit(scope).run(lake, cut);
  }

  static String nameOf(String source, String stream) {
    return source + ": " + stream;
  }

  private AuditReport run(LakeCatalog lake, Cut cut) {
    Table ledger = lake.load(LakeTables.LEDGER);
    bound(ledger, cut);
    new LedgerReader(
            ledger,
            cut.ledgerSnapshot(),
            Expressions.and(
                Expressions.greaterThanOrEqual("seq", firstSeq),
                Expressions.lessThanOrEqual("seq", lastSeq)))
        .forEach(this::take);
    streams.forEach((stream, ranges) -> findings.addAll(ranges.findings(stream)));
    checkNumbers(ledger, cut);
    if (scope.deep()) {
      checkRows(lake, cut);
    }
    return new AuditReport(
        scope.isWhole() ? lastSeq : Math.max(0, lastSeq - firstSeq + 1),
        streams.size(),
        lines,
        events,
        rejects,
        filtered,
        losses.summary(),
        scope.isWhole() ? Optional.of(totals(lake, cut)) : Optional.empty(),
        findings);
  }

  /**
   * The commits that are audited. Those of some time are all from the first to the last of it: the
   * clock of a machine may step back, the numbers do not.
   */
  private void bound(Table ledger, Cut cut) {
    lastSeq = cut.seq();
    if (scope.isWhole()) {
      return;
    }
    long from = scope.from().map(Times::toMicros).orElse(Long.MIN_VALUE);
    long to = scope.to().map(Times::toMicros).orElse(Long.MAX_VALUE);
    firstSeq = Long.MAX_VALUE;
    lastSeq = 0;
    new LedgerReader(
            ledger,
            cut.ledgerSnapshot(),
            Expressions.and(
                Expressions.greaterThanOrEqual("committed_at", from),
                Expressions.lessThan("committed_at", to)))
        .forEach(
            row -> {
              if (row.committedAtMicros() >= from && row.committedAtMicros() < to) {
                firstSeq = Math.min(firstSeq, row.seq());
                lastSeq = Math.max(lastSeq, row.seq());
              }
            });
  }

  /** What the tables hold in all, which only the whole ledger can be held against. */
  private AuditReport.Totals totals(LakeCatalog lake, Cut cut) {
    long eventRows = rowsOf(lake, cut, LakeTables.EVENTS).count();
    long rejectRows = rowsOf(lake, cut, LakeTables.REJECTS).count();
    long[] requests = new long[1];
    rowsOf(lake, cut, LakeTables.REQUESTS_HOURLY)
        .forEach(row -> requests[0] += (Long) row.getField("requests"), "requests");
    check("rows in events", eventRows, events);
    check("rows in rejects", rejectRows, rejects);
    check("requests in requests_hourly", requests[0], events);
    return new AuditReport.Totals(eventRows, rejectRows, requests[0]);
  }

  private void checkRows(LakeCatalog lake, Cut cut) {
    RowCheck check =
        new RowCheck(
            stream ->
                scope.isWhole()
                    ? streams.computeIfAbsent(stream, s -> new StreamRanges())
                    : streams.get(stream));
    check.read(
        rowsOf(lake, cut, LakeTables.EVENTS),
        rowsOf(lake, cut, LakeTables.REJECTS),
        rowsOf(lake, cut, LakeTables.REQUESTS_HOURLY));
    streams.forEach(
        (stream, ranges) -> findings.addAll(ranges.countFindings(stream, scope.isWhole())));
    findings.addAll(check.hourFindings());
  }

  private void take(LedgerRow row) {
    if (row.seq() < firstSeq || row.seq() > lastSeq) {
      return;
    }
    LedgerEntry entry = row.entry();
    if (!StreamName.isOfNothing(entry.stream())) {
      streams
          .computeIfAbsent(nameOf(entry.source(), entry.stream()), stream -> new StreamRanges())
          .add(row.seq(), entry);
    }
    seqs.set(Math.toIntExact(row.seq()));
    lines += entry.lines();
    events += entry.events();
    rejects += entry.rejects();
    filtered += entry.filtered();
    losses.take(row, findings);
    long accounted = entry.events() + entry.rejects() + entry.filtered();
    if (entry.lines() != accounted) {
      findings.add(
          "Commit "
              + row.seq()
              + " of "
              + entry.stream()
              + " read "
              + entry.lines()
              + " lines, but accounts for "
              + accounted);
    }
  }

  /** A commit without a row of its own, a fence or a rewrite, still has its snapshot. */
  private void checkNumbers(Table ledger, Cut cut) {
    for (Snapshot snapshot : SnapshotUtil.ancestorsOf(cut.ledgerSnapshot(), ledger::snapshot)) {
      String seq = snapshot.summary().get(SnapshotKeys.SEQ);
      if (seq != null) {
        seqs.set(Integer.parseInt(seq));
      }
    }
    int first = seqs.nextSetBit((int) Math.max(1, Math.min(firstSeq, Integer.MAX_VALUE)));
    for (int missing = first < 0 ? 1 : seqs.nextClearBit(first);
        missing <= lastSeq;
        missing = seqs.nextClearBit(missing + 1)) {
      findings.add(
          "Commit " + missing + " is missing from the ledger, whose newest is " + cut.seq());
    }
  }

  private void check(String what, long got, long want) {
    if (got != want) {
      findings.add("The ledger counts " + want + " " + what + ", the table holds " + got);
    }
  }

  private static SnapshotRows rowsOf(LakeCatalog lake, Cut cut, LakeTables table) {
    return new SnapshotRows(lake.load(table), cut.snapshotOf(table));
  }
}
