package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;

/**
 * Proves at one cut that no line is missing and none counted twice: the ranges of every stream lie
 * end to end, every line in them is an event, a reject or filtered, and the tables hold as many
 * rows as the ledger says, but for those that it says were erased, and with those that it says came
 * of replayed rejects, in files that are there. What it says is lost is counted and is no
 * contradiction, if it can be.
 *
 * <p>Memory grows with the streams and the gaps in them, not with the ledger's rows or the lines; a
 * deep audit takes a fixed part of it besides.
 */
public final class Audit {
  /** Takes 128 MiB. */
  private static final long ROOM = 16L << 20;

  private final AuditScope scope;
  private final Cut cut;
  private final Findings findings = new Findings();
  private final Retained retained;
  private final KeptDays keptDays;
  private final LedgerCheck ledger;
  private final CommitWindows windows;
  private final Map<LakeTables, TableScan> tables = new EnumMap<>(LakeTables.class);
  private long firstSeq;
  private long lastSeq;

  private Audit(LakeCatalog lake, Cut cut, AuditScope scope, long room) {
    this.scope = scope;
    this.cut = cut;
    this.windows = new CommitWindows(room);
    for (LakeTables kind : LakeTables.values()) {
      tables.put(kind, new TableScan(kind, lake, cut, findings));
    }
    this.retained = Retained.of(tables);
    this.keptDays = new KeptDays(retained, findings);
    this.ledger = new LedgerCheck(findings, retained);
  }

  /** Audits the whole lake as the cut names it. */
  public static AuditReport at(LakeCatalog lake, Cut cut) {
    return at(lake, cut, AuditScope.ALL);
  }

  /** Audits the lake as the cut names it, as far as the scope says. */
  public static AuditReport at(LakeCatalog lake, Cut cut, AuditScope scope) {
    return at(lake, cut, scope, ROOM);
  }

  /**
   * The same in as much memory as is given.
   *
   * @param room lines whose offsets a deep audit holds in memory at once, at 8 bytes each, and 4
   *     more where records have parts; it reads the tables more often where they have more
   */
  public static AuditReport at(LakeCatalog lake, Cut cut, AuditScope scope, long room) {
    return new Audit(lake, cut, scope, room).run();
  }

  private AuditReport run() {
    findMissingFiles();
    bound();
    TableScan rows = tables.get(LakeTables.LEDGER);
    rows.forEach(
        Expressions.and(
            Expressions.greaterThanOrEqual("seq", firstSeq),
            Expressions.lessThanOrEqual("seq", lastSeq)),
        row -> take(LedgerLine.of(row)),
        LedgerLine.COLUMNS);
    ledger.findGaps();
    ledger.numbers().addSnapshots(rows.table(), cut.ledgerSnapshot());
    ledger.numbers().findMissing(firstSeq, lastSeq, findings);
    Optional<AuditReport.Totals> totals =
        scope.isWhole() ? Optional.of(totals()) : Optional.empty();
    if (scope.deep()) {
      new RowCheck(tables, ledger, scope.isWhole(), retained, findings).run(windows.windows());
    }
    return new AuditReport(
        scope.isWhole() ? lastSeq : Math.max(0, lastSeq - firstSeq + 1),
        ledger.streams(),
        ledger.lines(),
        ledger.events(),
        ledger.rejects(),
        ledger.filtered(),
        ledger.erased(),
        ledger.replayed(),
        ledger.replayedEvents(),
        ledger.losses(),
        totals,
        retained.from(),
        findings.kept(),
        findings.count());
  }

  /** An object store is asked for its files one by one only when the audit is to be deep. */
  private void findMissingFiles() {
    for (TableScan table : tables.values()) {
      if (scope.deep() || table.isLocal()) {
        table.findMissingFiles();
      }
    }
  }

  /**
   * The commits that are audited. Those of some time are all from the first to the last of it: the
   * clock of a machine may step back, the numbers do not.
   */
  private void bound() {
    lastSeq = cut.seq();
    if (scope.isWhole()) {
      return;
    }
    long from = scope.from().map(Times::toMicros).orElse(Long.MIN_VALUE);
    long to = scope.to().map(Times::toMicros).orElse(Long.MAX_VALUE);
    firstSeq = Long.MAX_VALUE;
    lastSeq = 0;
    tables
        .get(LakeTables.LEDGER)
        .forEach(
            Expressions.and(
                Expressions.greaterThanOrEqual("committed_at", from),
                Expressions.lessThan("committed_at", to)),
            row -> {
              long committedAt = Times.toMicros((OffsetDateTime) row.getField("committed_at"));
              if (committedAt >= from && committedAt < to) {
                firstSeq = Math.min(firstSeq, (Long) row.getField("seq"));
                lastSeq = Math.max(lastSeq, (Long) row.getField("seq"));
              }
            },
            "seq",
            "committed_at");
  }

  private void take(LedgerLine line) {
    if (firstSeq <= line.seq() && line.seq() <= lastSeq) {
      ledger.take(line);
      keptDays.take(line);
      if (scope.deep()) {
        windows.take(line);
      }
    }
  }

  /** What the tables hold in all, which only the whole ledger can be held against. */
  private AuditReport.Totals totals() {
    AuditReport.Totals totals = keptDays.read(tables);
    if (retained.isAll()) {
      long events = ledger.events() + ledger.replayedEvents();
      compare(LakeTables.EVENTS, "rows", totals.events(), events - ledger.erased());
      compare(LakeTables.REJECTS, "rows", totals.rejects(), ledger.rejects());
      compare(LakeTables.REQUESTS_HOURLY, "requests", totals.requests(), events);
    } else {
      keptDays.compare();
    }
    return totals;
  }

  private void compare(LakeTables table, String what, long got, long want) {
    if (got != want) {
      findings.add(
          Finding.ofTable(
              Check.total,
              table,
              got + " " + what,
              Long.toString(want),
              "The ledger counts "
                  + want
                  + " "
                  + what
                  + " in "
                  + table.tableName()
                  + ", the table holds "
                  + got));
    }
  }
}
