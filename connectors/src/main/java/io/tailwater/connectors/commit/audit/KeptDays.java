package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.LakeTables;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.expressions.Expressions;

/**
 * Holds the days that are whole against each other, where the tables as a whole are not comparable
 * any more: rollups and events of each day, and what the ledger counts since a day with what the
 * tables hold of it. A row of the ledger says of which days its events are at least and at most, so
 * the latter lies between two numbers.
 */
final class KeptDays {
  private final Retained retained;
  private final Findings findings;
  private final NavigableMap<LocalDate, Long> events = new TreeMap<>();
  private final NavigableMap<LocalDate, Long> requests = new TreeMap<>();
  private final NavigableMap<LocalDate, Long> rejects = new TreeMap<>();
  private final Map<LocalDate, Long> erased = new HashMap<>();
  private final LocalDate eventsSince;
  private final LocalDate rejectsSince;
  private long leastEvents;
  private long mostEvents;
  private long leastRejects;
  private long mostRejects;

  KeptDays(Retained retained, Findings findings) {
    this.retained = retained;
    this.findings = findings;
    this.eventsSince = later(retained.first(LakeTables.EVENTS), retained.first(LakeTables.LEDGER));
    this.rejectsSince =
        later(retained.first(LakeTables.REJECTS), retained.first(LakeTables.LEDGER));
  }

  /** Takes a row of the ledger. */
  void take(LedgerLine row) {
    if (row.isOfErasure()) {
      LocalDate day = Retained.dayOf(row.erasedHourMicros());
      erased.merge(day, row.erased(), Long::sum);
      long gone = day.isBefore(eventsSince) ? 0 : row.erased();
      leastEvents -= gone;
      mostEvents -= gone;
      return;
    }
    long counted = row.events() + row.replayedEvents();
    leastEvents += since(row.minTsMicros(), eventsSince, false) ? counted : 0;
    mostEvents += since(row.maxTsMicros(), eventsSince, true) ? counted : 0;
    long committed = row.committedAtMicros();
    long received = committed - TimeUnit.DAYS.toMicros(Retained.DAYS_TO_COMMIT);
    leastRejects += since(received, rejectsSince, false) ? row.rejects() : 0;
    mostRejects += since(committed, rejectsSince, true) ? row.rejects() : 0;
  }

  /** Reads what the tables hold, day by day. */
  AuditReport.Totals read(Map<LakeTables, TableScan> tables) {
    tables.get(LakeTables.EVENTS).forEachFile(file -> add(events, file));
    tables.get(LakeTables.REJECTS).forEachFile(file -> add(rejects, file));
    tables
        .get(LakeTables.REQUESTS_HOURLY)
        .forEach(
            Expressions.alwaysTrue(),
            row -> {
              long micros = Times.toMicros((OffsetDateTime) row.getField("hour"));
              long counted = (Long) row.getField("requests");
              requests.merge(Retained.dayOf(micros), counted, Long::sum);
            },
            "hour",
            "requests");
    return new AuditReport.Totals(sum(events), sum(rejects), sum(requests));
  }

  /** Finds what of the days kept does not agree. */
  void compare() {
    LocalDate both =
        later(retained.first(LakeTables.EVENTS), retained.first(LakeTables.REQUESTS_HOURLY));
    NavigableMap<LocalDate, Long> days = new TreeMap<>(events.tailMap(both));
    requests.tailMap(both).keySet().forEach(day -> days.putIfAbsent(day, 0L));
    days.forEach((day, count) -> compareDay(day, requests.getOrDefault(day, 0L), count));
    long kept = sum(events.tailMap(eventsSince));
    compare(LakeTables.EVENTS, eventsSince, kept, leastEvents, mostEvents);
    kept = sum(rejects.tailMap(rejectsSince));
    compare(LakeTables.REJECTS, rejectsSince, kept, leastRejects, mostRejects);
  }

  private void compareDay(LocalDate day, long rolledUp, long left) {
    long held = left + erased.getOrDefault(day, 0L);
    // Where rows of the ledger are gone, some of those about erasures may be.
    boolean agree = retained.hasWhole(day, LakeTables.LEDGER) ? rolledUp == held : rolledUp >= held;
    if (!agree) {
      findings.add(
          Finding.ofTable(
              Check.total,
              LakeTables.REQUESTS_HOURLY,
              rolledUp + " requests",
              Long.toString(held),
              String.format(
                  Locale.ROOT,
                  "requests_hourly counts %d requests on %s, events holds %d",
                  rolledUp,
                  day,
                  held)));
    }
  }

  private void compare(LakeTables table, LocalDate since, long got, long least, long most) {
    if (got < least || (got > most && !retained.isLedgerCut())) {
      String want = least == most ? Long.toString(most) : least + " to " + most;
      findings.add(
          Finding.ofTable(
              Check.total,
              table,
              got + " rows",
              want,
              "The ledger counts "
                  + want
                  + " rows in "
                  + table.tableName()
                  + (since.equals(LocalDate.MIN) ? "" : " since " + since)
                  + ", the table holds "
                  + got));
    }
  }

  /**
   * @param unknown the answer for a time that is not known
   */
  private static boolean since(Long micros, LocalDate day, boolean unknown) {
    return micros == null ? unknown : !Retained.dayOf(micros).isBefore(day);
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static void add(NavigableMap<LocalDate, Long> days, DataFile file) {
    int day = file.partition().get(0, Integer.class);
    days.merge(LocalDate.ofEpochDay(day), file.recordCount(), Long::sum);
  }

  private static long sum(Map<LocalDate, Long> days) {
    return days.values().stream().mapToLong(Long::longValue).sum();
  }
}
