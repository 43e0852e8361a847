package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.ErasureRow;
import io.tailwater.connectors.commit.file.LedgerRow;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types.NestedField;

/** Reads the ledger as one of its snapshots holds it. */
public final class LedgerReader {
  private static final String[] COLUMNS =
      LakeTables.LEDGER.schema().columns().stream().map(NestedField::name).toArray(String[]::new);

  private final Table ledger;
  private final long snapshotId;
  private final SnapshotRows rows;

  /**
   * @param ledger the ledger table
   * @param snapshotId the snapshot to read, usually that of a cut
   */
  public LedgerReader(Table ledger, long snapshotId) {
    this(ledger, snapshotId, Expressions.alwaysTrue());
  }

  /**
   * @param where only files that may hold such rows are read; they may hold others too
   */
  public LedgerReader(Table ledger, long snapshotId, Expression where) {
    this.ledger = ledger;
    this.snapshotId = snapshotId;
    this.rows = new SnapshotRows(ledger, snapshotId, where);
  }

  /** Hands over every row of a stream's progress, in no particular order. */
  public void forEach(Consumer<LedgerRow> consumer) {
    rows.forEach(
        record -> {
          if (record.getField("erasure") == null && record.getField("replay") == null) {
            consumer.accept(rowOf(record));
          }
        },
        COLUMNS);
  }

  /** Hands over every row about an erasure, of the whole ledger, in no particular order. */
  public void forEachErasure(Consumer<ErasureRow> consumer) {
    new SnapshotRows(ledger, snapshotId, Expressions.notNull("erasure"))
        .forEach(
            record -> {
              if (record.getField("erasure") != null) {
                consumer.accept(erasureOf(record));
              }
            },
            COLUMNS);
  }

  /**
   * Where every stream stands: its row of the highest number, then the highest offset. A stream
   * that another source has taken over stands there and not here.
   */
  public List<StreamHead> heads() {
    Map<StreamKey, Newest> newest = new HashMap<>();
    Map<StreamKey, Long> takenOver = new HashMap<>();
    rows.forEach(
        record -> {
          Newest row = Newest.of(record);
          newest.merge(new StreamKey(row.head.source(), row.head.stream()), row, Newest::later);
          String before = text(record, "adopted_from");
          if (before != null) {
            takenOver.merge(new StreamKey(before, row.head.stream()), row.seq, Math::max);
          }
        },
        "seq",
        "source",
        "stream",
        "to_offset",
        "end_offset",
        "max_ts",
        "evidence",
        "adopted_from");
    takenOver.forEach(
        (stream, seq) -> newest.computeIfPresent(stream, (s, row) -> row.seq > seq ? row : null));
    List<StreamHead> heads = new ArrayList<>(newest.size());
    newest.values().forEach(row -> heads.add(row.head));
    return heads;
  }

  private static LedgerRow rowOf(Record record) {
    return new LedgerRow(
        number(record, "seq"),
        micros(record, "committed_at"),
        micros(record, "watermark"),
        new LedgerEntry(
            text(record, "source"),
            text(record, "stream"),
            number(record, "from_offset"),
            number(record, "to_offset"),
            number(record, "end_offset"),
            number(record, "lines"),
            number(record, "events"),
            number(record, "rejects"),
            number(record, "filtered"),
            number(record, "lost"),
            text(record, "loss_reason"),
            number(record, "late"),
            number(record, "bytes"),
            micros(record, "min_ts"),
            micros(record, "max_ts"),
            text(record, "evidence"),
            text(record, "adopted_from")));
  }

  private static ErasureRow erasureOf(Record record) {
    return new ErasureRow(
        text(record, "erasure"),
        number(record, "seq"),
        micros(record, "committed_at"),
        text(record, "source"),
        text(record, "stream"),
        number(record, "from_offset"),
        micros(record, "erased_hour"),
        number(record, "erased"),
        number(record, "erased_bytes"),
        number(record, "erased_latencies"),
        number(record, "corrected"));
  }

  private static long number(Record record, String column) {
    return (Long) record.getField(column);
  }

  private static String text(Record record, String column) {
    return (String) record.getField(column);
  }

  private static Long micros(Record record, String column) {
    return Times.toMicros((OffsetDateTime) record.getField(column));
  }

  /** A row of a stream; the event time is the largest of all its rows, not only the newest's. */
  private record Newest(long seq, StreamHead head) {

    static Newest of(Record record) {
      return new Newest(
          number(record, "seq"),
          new StreamHead(
              text(record, "source"),
              text(record, "stream"),
              number(record, "to_offset"),
              number(record, "end_offset"),
              micros(record, "max_ts"),
              text(record, "evidence")));
    }

    Newest later(Newest other) {
      boolean mine = seq > other.seq || (seq == other.seq && head.offset() > other.head.offset());
      Newest winner = mine ? this : other;
      StreamHead newest = winner.head;
      return new Newest(
          winner.seq,
          new StreamHead(
              newest.source(),
              newest.stream(),
              newest.offset(),
              newest.endOffset(),
              greatest(head.maxTsMicros(), other.head.maxTsMicros()),
              newest.evidence()));
    }

    private static Long greatest(Long a, Long b) {
      return a == null ? b : b == null ? a : (Long) Math.max(a, b);
    }
  }
}
