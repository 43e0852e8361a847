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
    try (RowFileWriter<ErasureRow> writer = RowFileWriter.ofErasures(ledger, names)) {
      new SnapshotRows(ledger, snapshot, ofTheirStreams())
          .forEach(
              range -> writeShare(range, erasure, corrected, writer),
              "seq",
              "committed_at",
              "source",
              "stream",
              "from_offset",
              "to_offset",
              "min_ts",
              "max_ts");
      for (WrittenFile file : writer.flush()) {
        DataFile described = DataFileJson.read(file, ledger.specs()).copyWithoutStats();
        files.add(DataFileJson.of(LakeTables.LEDGER, ledger.specs().get(file.specId()), described));
      }
    }
    return files;
  }

  private void writeShare(
      Record range, String erasure, boolean corrected, RowFileWriter<ErasureRow> writer) {
    Long first = hourOf(range, "min_ts");
    Long last = hourOf(range, "max_ts");
    if (first == null || last == null) {
      return;
    }
    String source = (String) range.getField("source");
    String stream = (String) range.getField("stream");
    long from = (Long) range.getField("from_offset");
    long to = (Long) range.getField("to_offset");
    for (Map.Entry<Long, HourHits> hour :
        hits.of(new StreamKey(source, stream), first, last).entrySet()) {
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
