package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.audit.CommitWindows.Window;
import io.tailwater.connectors.lake.LakeTables;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Lays every event and reject to the range that it is in. The ranges are taken a window of commits
 * at a time, so that memory does not grow with the lake; for each window after the first, only
 * files are read that may hold something of it.
 */
final class RowCheck {
  private static final String[] EVENT_COLUMNS = {"source", "stream", "offset", "part"};
  private static final String[] REJECT_COLUMNS = {
    "source", "stream", "offset", "part", "replayed_at"
  };

  private final Map<LakeTables, TableScan> tables;
  private final LedgerCheck ledger;
  private final boolean whole;
  private final Retained retained;
  private final Findings findings;
  private final HourCheck hours = new HourCheck();
  private final Map<AuditedStream, long[]> strays = new TreeMap<>();
  private Map<AuditedStream, StreamRanges> streams = Map.of();
  private AuditedStream stream;
  private StreamRanges ranges;

  /**
   * @param ledger the ledger's rows, all taken
   * @param whole no commit was left out, so that every row is of one
   * @param retained what is to be expected
   */
  RowCheck(
      Map<LakeTables, TableScan> tables,
      LedgerCheck ledger,
      boolean whole,
      Retained retained,
      Findings findings) {
    this.tables = tables;
    this.ledger = ledger;
    this.whole = whole;
    this.retained = retained;
    this.findings = findings;
  }

  void run(List<Window> windows) {
    if (!windows.isEmpty()) {
      load(windows.get(0));
    }
    tables
        .get(LakeTables.EVENTS)
        .forEach(Expressions.alwaysTrue(), this::takeEvent, HourCheck.EVENT_COLUMNS);
    tables
        .get(LakeTables.REJECTS)
        .forEach(Expressions.alwaysTrue(), this::takeReject, REJECT_COLUMNS);
    tables
        .get(LakeTables.REQUESTS_HOURLY)
        .forEach(Expressions.alwaysTrue(), hours::takeRollup, HourCheck.ROLLUP_COLUMNS);
    tables
        .get(LakeTables.LEDGER)
        .forEach(Expressions.notNull("erasure"), hours::takeErasure, HourCheck.ERASURE_COLUMNS);
    compare();
    for (Window window : windows.subList(Math.min(1, windows.size()), windows.size())) {
      load(window);
      if (streams.isEmpty()) {
        continue;
      }
      Expression where = where();
      tables.get(LakeTables.EVENTS).forEach(where, row -> lay(row, FoundRow.EVENT), EVENT_COLUMNS);
      tables.get(LakeTables.REJECTS).forEach(where, row -> lay(row, rejectOf(row)), REJECT_COLUMNS);
      compare();
    }
    findStrays();
    hours.compare(findings, retained);
  }

  private void load(Window window) {
    streams = new HashMap<>();
    stream = null;
    tables
        .get(LakeTables.LEDGER)
        .forEach(
            Expressions.and(
                Expressions.greaterThanOrEqual("seq", window.first()),
                Expressions.lessThanOrEqual("seq", window.last())),
            row -> {
              LedgerLine line = LedgerLine.of(row);
              if (window.first() <= line.seq() && line.seq() <= window.last()) {
                streams.computeIfAbsent(line.stream(), s -> new StreamRanges()).add(line);
              }
            },
            LedgerLine.COLUMNS);
  }

  private void compare() {
    new TreeMap<>(streams).values().forEach(found -> found.compare(findings, retained));
  }

  /** Files that may hold rows of the ranges at hand. */
  private Expression where() {
    String least = null;
    String greatest = null;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Map.Entry<AuditedStream, StreamRanges> entry : streams.entrySet()) {
      String name = entry.getKey().stream();
      least = least == null || name.compareTo(least) < 0 ? name : least;
      greatest = greatest == null || name.compareTo(greatest) > 0 ? name : greatest;
      from = Math.min(from, entry.getValue().from());
      to = Math.max(to, entry.getValue().to());
    }
    return Expressions.and(
        Expressions.greaterThanOrEqual("stream", least),
        Expressions.lessThanOrEqual("stream", greatest),
        Expressions.greaterThanOrEqual("offset", from),
        Expressions.lessThan("offset", to));
  }

  private void takeEvent(Record row) {
    hours.takeEvent(row);
    lookForStray(row, lay(row, FoundRow.EVENT));
  }

  private void takeReject(Record row) {
    lookForStray(row, lay(row, rejectOf(row)));
  }

  private static FoundRow rejectOf(Record row) {
    return row.getField("replayed_at") == null ? FoundRow.REJECT : FoundRow.REPLAYED_REJECT;
  }

  /**
   * Lays a row to its range. Rows of a stream lie side by side, so it is looked up seldom.
   *
   * @return false when no range at hand holds it
   */
  private boolean lay(Record row, FoundRow what) {
    String rowSource = (String) row.getField("source");
    String rowStream = (String) row.getField("stream");
    if (stream == null
        || !rowStream.equals(stream.stream())
        || !rowSource.equals(stream.source())) {
      stream = new AuditedStream(rowSource, rowStream);
      ranges = streams.get(stream);
    }
    return ranges != null
        && ranges.found((Long) row.getField("offset"), (Integer) row.getField("part"), what);
  }

  private void lookForStray(Record row, boolean laid) {
    long offset = (Long) row.getField("offset");
    if (whole && !laid && !ledger.covers(stream, offset)) {
      long[] found = strays.computeIfAbsent(stream, s -> new long[] {0, offset});
      found[0]++;
      found[1] = Math.min(found[1], offset);
    }
  }

  private void findStrays() {
    strays.forEach(
        (of, found) ->
            findings.add(
                Finding.ofStream(
                    Check.stray,
                    LakeTables.EVENTS,
                    of,
                    null,
                    found[0] + " rows, the first at offset " + found[1],
                    "none",
                    String.format(
                        Locale.ROOT,
                        "%s has %d rows in the tables that no commit covers, the first at offset %d",
                        of,
                        found[0],
                        found[1]))));
  }
}
