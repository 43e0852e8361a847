package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.StreamKey;
import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.ErasureRow;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * What the ledger has to say of events that were found: for each commit, stream and hour, how many
 * of the events that it counts there.
 */
final class LedgerShare {
  private static final int MOST_NAMED_STREAMS = 200;

  private static final String[] COLUMNS = {
    "seq",
    "committed_at",
    "source",
    "stream",
    "from_offset",
    "to_offset",
    "min_ts",
    "max_ts",
    "replay"
  };

  private final Table ledger;
  private final long snapshot;
  private final Hits hits;

  /**
   * @param snapshot the snapshot of the ledger whose ranges are looked at
   */
  LedgerShare(Table ledger, long snapshot, Hits hits) {
    this.ledger = ledger;
    this.snapshot = snapshot;
    this.hits = hits;
  }

  /**
   * Writes the rows into files that the ledger does not name yet, and describes those without their
   * statistics: they have to fit into a summary.
   *
   * @param corrected the events were changed, not erased
   */
  List<WrittenFile> write(String erasure, boolean corrected) {
    List<WrittenFile> files = new ArrayList<>();
    DataFileNames names = new DataFileNames("erasure-" + erasure, 0, 0);
    Map<List<?>, HourRange> replayed = hoursOfReplays();
    try (RowFileWriter<ErasureRow> writer = RowFileWriter.ofErasures(ledger, names)) {
      new SnapshotRows(ledger, snapshot, ofTheirStreams())
          .forEach(
              range -> writeShare(range, replayed.get(rangeOf(range)), erasure, corrected, writer),
              COLUMNS);
      for (WrittenFile file : writer.flush()) {
        DataFile described = DataFileJson.read(file, ledger.specs()).copyWithoutStats();
        files.add(DataFileJson.of(LakeTables.LEDGER, ledger.specs().get(file.specId()), described));
      }
    }
    return files;
  }

  /** Hours since the epoch of a commit's events in one stream, the first and the last. */
  private record HourRange(long first, long last) {

    HourRange and(HourRange other) {
      return new HourRange(Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  /** The hours of what replays have made of a commit's rejects, by the range that they are in. */
  private Map<List<?>, HourRange> hoursOfReplays() {
    Map<List<?>, HourRange> hours = new HashMap<>();
    new SnapshotRows(ledger, snapshot, Expressions.notNull("replay"))
        .forEach(
            row -> {
              HourRange ofRow = row.getField("replay") == null ? null : hoursOf(row);
              if (ofRow != null) {
                hours.merge(rangeOf(row), ofRow, HourRange::and);
              }
            },
            COLUMNS);
    return hours;
  }

  private static List<?> rangeOf(Record row) {
    return List.of(
        row.getField("source"),
        row.getField("stream"),
        row.getField("seq"),
        row.getField("from_offset"));
  }

  private void writeShare(
      Record range,
      HourRange replayed,
      String erasure,
      boolean corrected,
      RowFileWriter<ErasureRow> writer) {
    HourRange own = hoursOf(range);
    if (own == null && replayed == null) {
      return;
    }
    HourRange hours = own == null ? replayed : replayed == null ? own : own.and(replayed);
    String source = (String) range.getField("source");
    String stream = (String) range.getField("stream");
    long from = (Long) range.getField("from_offset");
    long to = (Long) range.getField("to_offset");
    for (Map.Entry<Long, HourHits> hour :
        hits.of(new StreamKey(source, stream), hours.first, hours.last).entrySet()) {
      HourHits.Sums found = hour.getValue().within(from, to);
      if (found.rows() > 0) {
        writer.write(
            new ErasureRow(
                erasure,
                (Long) range.getField("seq"),
                Times.toMicros((OffsetDateTime) range.getField("committed_at")),
                source,
                stream,
                from,
                hour.getKey() * Hits.HOUR_MICROS,
                corrected ? 0 : found.rows(),
                corrected ? 0 : found.bytes(),
                corrected ? 0 : found.latencies(),
                corrected ? found.rows() : 0));
      }
    }
  }

  private static HourRange hoursOf(Record row) {
    Long first = hourOf(row, "min_ts");
    Long last = hourOf(row, "max_ts");
    return first == null || last == null ? null : new HourRange(first, last);
  }

  private static Long hourOf(Record range, String column) {
    Long micros = Times.toMicros((OffsetDateTime) range.getField(column));
    return micros == null ? null : (Long) Math.floorDiv(micros, Hits.HOUR_MICROS);
  }

  private Expression ofTheirStreams() {
    Set<String> names = new HashSet<>();
    hits.streams().forEach(stream -> names.add(stream.stream()));
    return names.size() > MOST_NAMED_STREAMS
        ? Expressions.alwaysTrue()
        : Expressions.in("stream", names.toArray());
  }
}
