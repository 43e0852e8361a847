package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.data.Record;

/** Adds events up by hour, and holds the rollups against them. */
final class HourCheck {
  static final String[] EVENT_COLUMNS = {
    "ts", "source", "stream", "offset", "part", "bytes", "latency_ms"
  };
  static final String[] ROLLUP_COLUMNS = {
    "hour", "requests", "bytes", "latency_count", "latency_zeros", "latency_counts"
  };

  static final String[] ERASURE_COLUMNS = {
    "erasure", "erased_hour", "erased", "erased_bytes", "erased_latencies"
  };

  private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);

  /** What is counted both ways, in the words of the sentences. */
  private static final List<String> COUNTED = List.of("requests", "bytes", "latencies");

  private final Map<Long, Sums> hours = new TreeMap<>();

  private static final class Sums {
    final long[] events = new long[COUNTED.size()];
    final long[] rollups = new long[COUNTED.size()];
    final long[] erased = new long[COUNTED.size()];
    long inBuckets;
  }

  void takeEvent(Record row) {
    long[] sums = hour(row, "ts").events;
    sums[0]++;
    sums[1] += row.getField("bytes") instanceof Long bytes ? bytes : 0;
    sums[2] += row.getField("latency_ms") == null ? 0 : 1;
  }

  /** Takes a row of the ledger; one that is about no erasure says nothing here. */
  void takeErasure(Record row) {
    if (row.getField("erasure") != null) {
      long[] sums = hour(row, "erased_hour").erased;
      sums[0] += (Long) row.getField("erased");
      sums[1] += (Long) row.getField("erased_bytes");
      sums[2] += (Long) row.getField("erased_latencies");
    }
  }

  void takeRollup(Record row) {
    Sums hour = hour(row, "hour");
    hour.rollups[0] += (Long) row.getField("requests");
    hour.rollups[1] += (Long) row.getField("bytes");
    hour.rollups[2] += (Long) row.getField("latency_count");
    hour.inBuckets += (Long) row.getField("latency_zeros");
    for (Object count : (List<?>) row.getField("latency_counts")) {
      hour.inBuckets += (Long) count;
    }
  }

  /** Finds the hours whose rollups say other than their events, as far as they are kept. */
  void compare(Findings findings, Retained retained) {
    hours.forEach(
        (hour, sums) -> {
          Instant time = Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(hour));
          for (int i = 0; i < COUNTED.size(); i++) {
            long held = sums.events[i] + sums.erased[i];
            if (!agree(held, sums.rollups[i], hour, retained)) {
              String who = sums.erased[i] == 0 ? "events holds" : "events held before erasures";
              find(findings, time, COUNTED.get(i), sums.rollups[i], held, who);
            }
          }
          if (sums.inBuckets != sums.rollups[2]) {
            find(findings, time, "latencies in buckets", sums.inBuckets, sums.rollups[2], "it has");
          }
        });
  }

  private static boolean agree(long events, long rollups, long hour, Retained retained) {
    LocalDate day = Retained.dayOf(hour * HOUR_MICROS);
    if (!retained.hasWhole(day, LakeTables.REQUESTS_HOURLY)) {
      return true;
    }
    // Rows about erasures go with the ledger's days.
    boolean whole =
        retained.hasWhole(day, LakeTables.EVENTS) && retained.hasWhole(day, LakeTables.LEDGER);
    return whole ? events == rollups : events <= rollups;
  }

  private Sums hour(Record row, String column) {
    long micros = Times.toMicros((OffsetDateTime) row.getField(column));
    return hours.computeIfAbsent(Math.floorDiv(micros, HOUR_MICROS), h -> new Sums());
  }

  private static void find(
      Findings findings, Instant hour, String what, long got, long want, String who) {
    findings.add(
        Finding.ofTable(
            Check.hour,
            LakeTables.REQUESTS_HOURLY,
            got + " " + what,
            Long.toString(want),
            String.format(
                Locale.ROOT,
                "requests_hourly counts %d %s in the hour of %s, %s %d",
                got,
                what,
                hour,
                who,
                want)));
  }
}
