package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.RejectedLine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.iceberg.data.Record;

/** A row of {@code rejects} as it is read. */
public final class RejectRecord {
  private static final List<String> COLUMNS =
      List.of(
          "received_at",
          "source",
          "stream",
          "offset",
          "part",
          "reason",
          "detail",
          "raw",
          "replayed_at");

  private RejectRecord() {}

  /** The columns that it is made of. */
  public static String[] columns() {
    return COLUMNS.toArray(String[]::new);
  }

  /** The line that was rejected. */
  public static RejectedLine lineOf(Record row) {
    ByteBuffer raw = (ByteBuffer) row.getField("raw");
    byte[] bytes = new byte[raw.remaining()];
    raw.duplicate().get(bytes);
    return new RejectedLine(
        Times.toMicros((OffsetDateTime) row.getField("received_at")),
        (String) row.getField("source"),
        (String) row.getField("stream"),
        (Long) row.getField("offset"),
        (Integer) row.getField("part"),
        (String) row.getField("reason"),
        (String) row.getField("detail"),
        bytes);
  }

  /** True when a replay has taken the line up. */
  public static boolean isReplayed(Record row) {
    return replayedAt(row) != null;
  }

  /** When a replay took the line up; null when none did. */
  public static Instant replayedAt(Record row) {
    OffsetDateTime time = (OffsetDateTime) row.getField("replayed_at");
    return time == null ? null : time.toInstant();
  }
}
