package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.commit.StreamKey;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.ReplayRow;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** What the ledger has to say of a replay: for each commit and stream, how many of its rejects. */
final class ReplayShare {
  private static final int MOST_NAMED_STREAMS = 200;

  private final Table ledger;
  private final long snapshot;

  /**
   * @param snapshot the snapshot of the ledger whose ranges are looked at
   */
  ReplayShare(Table ledger, long snapshot) {
    this.ledger = ledger;
    this.snapshot = snapshot;
  }

  /**
   * Writes the rows into files that the ledger does not name yet.
   *
   * @param passed loses all that some commit tells of: what is left, none does any more
   */
  List<WrittenFile> write(String replay, Passed passed) {
    DataFileNames names = new DataFileNames("replay-" + replay, 0, 0);
    try (RowFileWriter<ReplayRow> writer = RowFileWriter.ofReplays(ledger, names)) {
      new SnapshotRows(ledger, snapshot, ofTheirStreams(passed))
          .forEach(
              range -> writeShare(range, replay, passed, writer),
              LakeTables.LEDGER.schema().columns().stream()
                  .map(column -> column.name())
                  .filter(name -> !name.equals("evidence"))
                  .toArray(String[]::new));
      return writer.flush();
    }
  }

  private static void writeShare(
      Record range, String replay, Passed passed, RowFileWriter<ReplayRow> writer) {
    StreamKey stream =
        new StreamKey((String) range.getField("source"), (String) range.getField("stream"));
    long from = (Long) range.getField("from_offset");
    Passed.Lines share = passed.take(stream, from, (Long) range.getField("to_offset"));
    if (share.lines() > 0) {
      writer.write(
          new ReplayRow(
              replay,
              (Long) range.getField("seq"),
              Times.toMicros((OffsetDateTime) range.getField("committed_at")),
              stream.source(),
              stream.stream(),
              from,
              share.lines(),
              share.events(),
              share.minTsMicros(),
              share.maxTsMicros()));
    }
  }

  private static Expression ofTheirStreams(Passed passed) {
    Set<String> names = new HashSet<>();
    passed.streams().forEach(stream -> names.add(stream.stream()));
    return names.size() > MOST_NAMED_STREAMS
        ? Expressions.alwaysTrue()
        : Expressions.in("stream", names.toArray());
  }
}
