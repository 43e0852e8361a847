package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is still to be expected in the tables, after retention removed old days.
 *
 * @param from tables of which it removed rows, with the day from which on they are whole
 */
record Retained(Map<LakeTables, LocalDate> from) {
  /** A line is received before its commit: less than this, be the job down in between. */
  static final int DAYS_TO_COMMIT = 2;

  static Retained of(Map<LakeTables, TableScan> tables) {
    Map<LakeTables, LocalDate> from = new EnumMap<>(LakeTables.class);
    tables.forEach(
        (kind, scan) -> {
          LocalDate day = RetainedFrom.of(scan.table());
          if (day.isAfter(LocalDate.MIN)) {
            from.put(kind, day);
          }
        });
    return new Retained(from);
  }

  /** The day of a time in epoch microseconds, UTC. */
  static LocalDate dayOf(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, TimeUnit.DAYS.toMicros(1)));
  }

  /** True when nothing was removed of any table. */
  boolean isAll() {
    return from.isEmpty();
  }

  boolean isLedgerCut() {
    return from.containsKey(LakeTables.LEDGER);
  }

  /** True when nothing was removed of a day. */
  boolean hasWhole(LocalDate day, LakeTables kind) {
    return !day.isBefore(first(kind));
  }

  /** The first day of which nothing was removed. */
  LocalDate first(LakeTables kind) {
    return from.getOrDefault(kind, LocalDate.MIN);
  }

  /** True when all events of a row must still be there. */
  boolean hasEventsOf(LedgerLine row) {
    Long oldest = row.minTsMicros();
    return oldest == null || hasWhole(dayOf(oldest), LakeTables.EVENTS);
  }

  /** True when all rejects of a row must still be there. */
  boolean hasRejectsOf(LedgerLine row) {
    return hasWhole(dayOf(row.committedAtMicros()).minusDays(DAYS_TO_COMMIT), LakeTables.REJECTS);
  }
}
