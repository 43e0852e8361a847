package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.StreamKey;
import io.tailwater.connectors.commit.file.Times;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.data.Record;

/** Where the events lie that were found, by stream and hour. Memory grows with their number. */
final class Hits {
  static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);
  static final String[] COLUMNS = {"ts", "source", "stream", "offset", "bytes", "latency_ms"};

  private final Map<StreamKey, SortedMap<Long, HourHits>> streams = new HashMap<>();
  private long rows;

  void add(Record row) {
    long micros = Times.toMicros((OffsetDateTime) row.getField("ts"));
    StreamKey stream =
        new StreamKey((String) row.getField("source"), (String) row.getField("stream"));
    of(stream, Math.floorDiv(micros, HOUR_MICROS))
        .add(
            new HourHits.Hit(
                (Long) row.getField("offset"),
                row.getField("bytes") instanceof Long bytes ? bytes : 0,
                row.getField("latency_ms") != null));
    rows++;
  }

  void addAll(Hits other) {
    other.streams.forEach(
        (stream, hours) -> hours.forEach((hour, hits) -> of(stream, hour).addAll(hits)));
    rows += other.rows;
  }

  /** Rows found, in all. */
  long rows() {
    return rows;
  }

  Iterable<StreamKey> streams() {
    return streams.keySet();
  }

  /**
   * What was found in a stream, by hour since the epoch.
   *
   * @param firstHour first hour to be looked at
   * @param lastHour last hour to be looked at
   */
  SortedMap<Long, HourHits> of(StreamKey stream, long firstHour, long lastHour) {
    return streams
        .getOrDefault(stream, Collections.emptySortedMap())
        .subMap(firstHour, lastHour + 1);
  }

  private HourHits of(StreamKey stream, long hour) {
    return streams
        .computeIfAbsent(stream, s -> new TreeMap<>())
        .computeIfAbsent(hour, h -> new HourHits());
  }
}
