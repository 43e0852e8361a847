package io.tailwater.connectors.lake;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.BinaryType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.TimestampType;

/**
 * The four tables. Field ids never change and are never used twice: a new column takes the next
 * free one, is optional, and is named in {@link LakeLayout} with the layout that it comes with.
 */
public enum LakeTables {
  /** One row a request. */
  EVENTS("events", Schemas.EVENTS, "ts", "ts"),
  /** Additive deltas by hour and series. */
  REQUESTS_HOURLY(
      "requests_hourly",
      Schemas.REQUESTS_HOURLY,
      "hour",
      "hour",
      "service",
      "endpoint",
      "method",
      "status",
      "region",
      "client_class"),
  /** One row a line that could not become an event. */
  REJECTS("rejects", Schemas.REJECTS, "received_at", "source", "stream", "offset"),
  /**
   * One row a stream and commit: the proof that nothing is missing or doubled. Erasures add rows
   * that say how many events of a commit are not there any more, replays such that say how many of
   * its rejects have become events.
   */
  LEDGER("ledger", Schemas.LEDGER, "committed_at", "source", "stream", "seq", "from_offset");

  /** Tables that a sequence appends to before the ledger names them. */
  public static final List<LakeTables> DATA = List.of(EVENTS, REQUESTS_HOURLY, REJECTS);

  private final String tableName;
  private final Schema schema;
  private final PartitionSpec spec;
  private final SortOrder order;

  LakeTables(String tableName, Schema schema, String partitionColumn, String... sortColumns) {
    this.tableName = tableName;
    this.schema = schema;
    this.spec = PartitionSpec.builderFor(schema).day(partitionColumn).build();
    SortOrder.Builder builder = SortOrder.builderFor(schema);
    for (String column : sortColumns) {
      builder.asc(column);
    }
    this.order = builder.build();
  }

  /** The table's name without its namespace. */
  public String tableName() {
    return tableName;
  }

  public Schema schema() {
    return schema;
  }

  /**
   * Which of the four a table is, by its name.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static LakeTables of(Table table) {
    for (LakeTables kind : values()) {
      if (table.name().endsWith("." + kind.tableName()) || table.name().equals(kind.tableName())) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "A table of the lake is one of " + List.of(values()) + ", got " + table.name());
  }

  public PartitionSpec spec() {
    return spec;
  }

  /** How rows lie in a file that upkeep has merged; for the rollups, the key of a row. */
  public SortOrder order() {
    return order;
  }

  /** Properties the table is created with. */
  public Map<String, String> properties() {
    return Map.of(
        "format-version",
        "2",
        "write.format.default",
        "parquet",
        "write.parquet.compression-codec",
        "zstd",
        "write.parquet.compression-level",
        "1",
        "write.metadata.delete-after-commit.enabled",
        "true",
        "write.metadata.previous-versions-max",
        "20",
        "commit.manifest-merge.enabled",
        "true",
        "commit.manifest.min-count-to-merge",
        "50",
        LakeLayout.LAYOUT,
        Integer.toString(LakeLayout.NEWEST),
        LakeLayout.LATENCY_SCALE,
        Integer.toString(LatencyBuckets.SCALE));
  }

  /** Kept apart because an enum's constants are made before its own static fields. */
  private static final class Schemas {
    static final Schema EVENTS =
        new Schema(
            required(1, "ts", TimestampType.withZone(), "when the request was logged"),
            optional(2, "service", StringType.get(), "service that the line is of"),
            optional(3, "host", StringType.get(), "host asked for"),
            optional(
                4,
                "client_ip",
                StringType.get(),
                "address of the client, kept, cut or hashed as configured"),
            optional(5, "user_name", StringType.get(), "authenticated user"),
            optional(
                6,
                "method",
                StringType.get(),
                "HTTP method; null where the request line is no request"),
            optional(7, "path", StringType.get(), "as sent, without the query"),
            optional(8, "query", StringType.get(), "query string; null unless it is kept"),
            optional(9, "endpoint", StringType.get(), "the path as a template"),
            optional(10, "protocol", StringType.get(), "such as HTTP/1.1"),
            optional(11, "status", IntegerType.get(), "HTTP status, 100 to 599"),
            optional(12, "bytes", LongType.get(), "bytes sent"),
            optional(13, "latency_ms", DoubleType.get(), "time to answer, milliseconds"),
            optional(
                14, "upstream_ms", DoubleType.get(), "time that the upstream took, milliseconds"),
            optional(15, "referer", StringType.get(), "page that the request came from"),
            optional(16, "user_agent", StringType.get(), "what the client calls itself"),
            optional(17, "client_class", StringType.get(), "human, bot or unknown"),
            optional(18, "region", StringType.get(), "region that the line is of"),
            optional(19, "request_id", StringType.get(), "id of the request"),
            optional(20, "trace_id", StringType.get(), "id of the trace"),
            optional(
                21,
                "attributes",
                MapType.ofOptional(26, 27, StringType.get(), StringType.get()),
                "what had no column"),
            optional(22, "raw", BinaryType.get(), "the original line, where kept"),
            required(23, "source", StringType.get(), "source that read the line"),
            required(24, "stream", StringType.get(), "file generation, or topic partition"),
            required(25, "offset", LongType.get(), "unique with source, stream and part"),
            optional(
                28,
                "part",
                IntegerType.get(),
                "which of several events of one record, from 0; null where the offset says it"));

    static final Schema REQUESTS_HOURLY =
        new Schema(
            required(1, "hour", TimestampType.withZone(), "start of the hour, UTC"),
            optional(2, "service", StringType.get(), "as in events"),
            optional(3, "endpoint", StringType.get(), "as in events"),
            optional(4, "method", StringType.get(), "as in events"),
            optional(5, "status", IntegerType.get(), "as in events"),
            optional(6, "region", StringType.get(), "as in events"),
            optional(7, "client_class", StringType.get(), "as in events"),
            required(8, "requests", LongType.get(), "additive: rows of the same key add up"),
            required(9, "bytes", LongType.get(), "bytes sent"),
            required(10, "latency_count", LongType.get(), "requests that have a latency"),
            required(11, "latency_sum_ms", DoubleType.get(), "sum of the latencies, milliseconds"),
            optional(12, "latency_min_ms", DoubleType.get(), "least latency, milliseconds"),
            optional(13, "latency_max_ms", DoubleType.get(), "greatest latency, milliseconds"),
            required(14, "latency_zeros", LongType.get(), "latencies of 0, which are in no bucket"),
            required(
                15,
                "latency_buckets",
                ListType.ofRequired(17, IntegerType.get()),
                "ascending indexes; boundaries are 2^(i/32) seconds"),
            required(
                16,
                "latency_counts",
                ListType.ofRequired(18, LongType.get()),
                "latencies in each of the buckets"));

    static final Schema REJECTS =
        new Schema(
            required(1, "received_at", TimestampType.withZone(), "when the line was read"),
            required(2, "source", StringType.get(), "as in events"),
            required(3, "stream", StringType.get(), "as in events"),
            required(4, "offset", LongType.get(), "as in events"),
            required(5, "reason", StringType.get(), "why it could not become an event, one word"),
            optional(6, "detail", StringType.get(), "where, what was there and what was wanted"),
            required(7, "raw", BinaryType.get(), "the line's bytes, up to a limit"),
            optional(8, "replayed_at", TimestampType.withZone(), "since when it is no reject"),
            optional(9, "part", IntegerType.get(), "which part of one record, as in events"));

    static final Schema LEDGER =
        new Schema(
            required(1, "seq", LongType.get(), "number of the commit"),
            required(2, "committed_at", TimestampType.withZone(), "time of the commit"),
            required(3, "source", StringType.get(), "as in events"),
            required(4, "stream", StringType.get(), "as in events"),
            required(5, "from_offset", LongType.get(), "first position read"),
            required(6, "to_offset", LongType.get(), "half-open"),
            required(7, "end_offset", LongType.get(), "known end of the stream"),
            required(8, "lines", LongType.get(), "events + rejects + filtered"),
            required(9, "events", LongType.get(), "lines that became events"),
            required(10, "rejects", LongType.get(), "lines that became rejects"),
            required(11, "filtered", LongType.get(), "blank lines, and what a filter dropped"),
            required(12, "lost", LongType.get(), "bytes gone before they could be read"),
            optional(13, "loss_reason", StringType.get(), "why they were gone"),
            required(14, "late", LongType.get(), "events of hours already closed"),
            required(15, "bytes", LongType.get(), "bytes read"),
            optional(16, "min_ts", TimestampType.withZone(), "time of the oldest event"),
            optional(17, "max_ts", TimestampType.withZone(), "time of the newest event"),
            optional(
                18,
                "watermark",
                TimestampType.withZone(),
                "before it no event of the stream is expected"),
            required(19, "evidence", StringType.get(), "JSON, versioned"),
            optional(20, "adopted_from", StringType.get(), "source that read it before"),
            optional(21, "erasure", StringType.get(), "null in rows of a stream's progress"),
            optional(22, "erased_hour", TimestampType.withZone(), "hour of those events, UTC"),
            optional(23, "erased", LongType.get(), "events that an erasure took"),
            optional(24, "erased_bytes", LongType.get(), "their bytes"),
            optional(25, "erased_latencies", LongType.get(), "how many of them had a latency"),
            optional(26, "corrected", LongType.get(), "events that an erasure changed"),
            optional(27, "replay", StringType.get(), "null in rows of a stream's progress"),
            optional(28, "replayed", LongType.get(), "rejects that a replay took up"),
            optional(29, "replayed_events", LongType.get(), "events that it made of them"));
  }
}
