package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.iceberg.data.Record;

/**
 * Lays every event and reject to the range that it lies in, and counts events by hour. Memory grows
 * with the ranges and the hours, not with the rows.
 */
final class RowCheck {
  private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);

  private final Function<String, StreamRanges> streams;
  private final Map<Long, long[]> hours = new TreeMap<>();
  private String stream;
  private String source;
  private StreamRanges ranges;

  /**
   * @param streams the ranges of a stream by its name in the audit; null for one that has none
   */
  RowCheck(Function<String, StreamRanges> streams) {
    this.streams = streams;
  }

  void read(SnapshotRows events, SnapshotRows rejects, SnapshotRows rollups) {
    events.forEach(this::takeEvent, "ts", "source", "stream", "offset");
    rejects.forEach(row -> lay(row, false), "source", "stream", "offset");
    rollups.forEach(
        row -> hour(row, "hour")[1] += (Long) row.getField("requests"), "hour", "requests");
  }

  private void takeEvent(Record row) {
    lay(row, true);
    hour(row, "ts")[0]++;
  }

  private long[] hour(Record row, String column) {
    long micros = Times.toMicros((OffsetDateTime) row.getField(column));
    return hours.computeIfAbsent(Math.floorDiv(micros, HOUR_MICROS), h -> new long[2]);
  }

  /** Rows of a stream lie side by side, so it is looked up seldom. */
  private void lay(Record row, boolean event) {
    String rowStream = (String) row.getField("stream");
    String rowSource = (String) row.getField("source");
    if (!rowStream.equals(stream) || !rowSource.equals(source)) {
      stream = rowStream;
      source = rowSource;
      ranges = streams.apply(Audit.nameOf(source, stream));
    }
    if (ranges != null) {
      ranges.found((Long) row.getField("offset"), event);
    }
  }

  /** A sentence for every hour in which the rollups count other than the events. */
  List<String> hourFindings() {
    List<String> findings = new ArrayList<>();
    hours.forEach(
        (hour, counts) -> {
          if (counts[0] != counts[1]) {
            findings.add(
                "requests_hourly counts "
                    + counts[1]
                    + " requests in the hour of "
                    + Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(hour))
                    + ", events holds "
                    + counts[0]);
          }
        });
    return findings;
  }
}
