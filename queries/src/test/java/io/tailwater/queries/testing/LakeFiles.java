package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.TimestampType;

/** Parquet files with Iceberg's field ids, written by DuckDB. One file a day of the partition. */
public final class LakeFiles implements AutoCloseable {
  private static final String EVENT_IDS =
      "{ts: 1, service: 2, host: 3, client_ip: 4, method: 6, endpoint: 9, status: 11, bytes: 12, latency_ms: 13,"
          + " user_agent: 16, client_class: 17, region: 18, source: 23, stream: 24, \"offset\": 25}";
  private static final String EVENT_COLUMNS =
      "ts TIMESTAMPTZ, service VARCHAR, host VARCHAR, client_ip VARCHAR, user_name VARCHAR,"
          + " method VARCHAR, path VARCHAR, query VARCHAR, endpoint VARCHAR, protocol VARCHAR,"
          + " status INTEGER, bytes BIGINT, latency_ms DOUBLE, upstream_ms DOUBLE,"
          + " referer VARCHAR, user_agent VARCHAR, client_class VARCHAR, region VARCHAR,"
          + " request_id VARCHAR, trace_id VARCHAR, attributes MAP(VARCHAR, VARCHAR), raw BLOB,"
          + " source VARCHAR, stream VARCHAR, \"offset\" BIGINT, part INTEGER";
  private static final String ALL_EVENT_IDS =
      "{ts: 1, service: 2, host: 3, client_ip: 4, user_name: 5, method: 6, path: 7, query: 8,"
          + " endpoint: 9, protocol: 10, status: 11, bytes: 12, latency_ms: 13, upstream_ms: 14,"
          + " referer: 15, user_agent: 16, client_class: 17, region: 18, request_id: 19,"
          + " trace_id: 20, attributes: {__duckdb_field_id: 21, key: 26, value: 27}, raw: 22,"
          + " source: 23, stream: 24, \"offset\": 25, part: 28}";
  private static final String DELTA_IDS =
      "{hour: 1, service: 2, endpoint: 3, method: 4, status: 5, region: 6, client_class: 7,"
          + " requests: 8, bytes: 9, latency_count: 10, latency_sum_ms: 11, latency_min_ms: 12,"
          + " latency_max_ms: 13, latency_zeros: 14,"
          + " latency_buckets: {__duckdb_field_id: 15, element: 17},"
          + " latency_counts: {__duckdb_field_id: 16, element: 18}}";
  private static final String REJECT_IDS =
      "{received_at: 1, source: 2, stream: 3, \"offset\": 4, reason: 5, detail: 6, raw: 7,"
          + " replayed_at: 8, part: 9}";
  private static final String LEDGER_IDS =
      "{seq: 1, committed_at: 2, source: 3, stream: 4, from_offset: 5, to_offset: 6,"
          + " end_offset: 7, lines: 8, events: 9, rejects: 10, filtered: 11, lost: 12,"
          + " loss_reason: 13, late: 14, bytes: 15, min_ts: 16, max_ts: 17, watermark: 18,"
          + " evidence: 19, adopted_from: 20, erasure: 21, erased: 23}";

  private static final String LEDGER_COLUMNS =
      "seq BIGINT, committed_at TIMESTAMPTZ, source VARCHAR, stream VARCHAR, from_offset BIGINT,"
          + " to_offset BIGINT, end_offset BIGINT, lines BIGINT, events BIGINT, rejects BIGINT,"
          + " filtered BIGINT, lost BIGINT, loss_reason VARCHAR, late BIGINT, bytes BIGINT,"
          + " min_ts TIMESTAMPTZ, max_ts TIMESTAMPTZ, watermark TIMESTAMPTZ, evidence VARCHAR,"
          + " adopted_from VARCHAR, erasure VARCHAR, erased BIGINT";

  private final Path directory;
  private final Connection duckdb;
  private int written;

  LakeFiles(Path directory) throws SQLException {
    this.directory = directory;
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    run("SET TimeZone = 'UTC'");
  }

  /** Files of {@code events}. */
  public List<DataFile> events(List<Event> events, long firstOffset) throws SQLException {
    run(
        "CREATE OR REPLACE TABLE rows (ts TIMESTAMPTZ, service VARCHAR, host VARCHAR,"
            + " client_ip VARCHAR, method VARCHAR, endpoint VARCHAR, status INTEGER, bytes BIGINT, latency_ms DOUBLE,"
            + " user_agent VARCHAR, client_class VARCHAR, region VARCHAR, source VARCHAR, stream VARCHAR,"
            + " \"offset\" BIGINT)");
    List<Object[]> rows = new ArrayList<>();
    long offset = firstOffset;
    for (Event e : events) {
      rows.add(
          new Object[] {
            e.ts(),
            e.service(),
            e.host(),
            e.clientIp(),
            e.method(),
            e.endpoint(),
            e.status(),
            e.bytes(),
            e.latencyMs(),
            e.userAgent(),
            e.clientClass(),
            e.region(),
            "web",
            "s",
            offset++
          });
    }
    insert(rows);
    return byDay(LakeTables.EVENTS, "ts", EVENT_IDS);
  }

  /** Files of {@code events} with the rows that a query of DuckDB gives, any columns of them. */
  List<DataFile> events(String select) throws SQLException {
    run("CREATE OR REPLACE TABLE rows (" + EVENT_COLUMNS + ")");
    run("INSERT INTO rows BY NAME " + select);
    return byDay(LakeTables.EVENTS, "ts", ALL_EVENT_IDS);
  }

  /** Files of {@code requests_hourly}. */
  public List<DataFile> deltas(List<HourlyDelta> deltas) throws SQLException {
    run(
        "CREATE OR REPLACE TABLE rows (hour TIMESTAMPTZ, service VARCHAR, endpoint VARCHAR,"
            + " method VARCHAR, status INTEGER, region VARCHAR, client_class VARCHAR,"
            + " requests BIGINT, bytes BIGINT, latency_count BIGINT, latency_sum_ms DOUBLE,"
            + " latency_min_ms DOUBLE, latency_max_ms DOUBLE, latency_zeros BIGINT,"
            + " latency_buckets INTEGER[], latency_counts BIGINT[])");
    List<Object[]> rows = new ArrayList<>();
    for (HourlyDelta d : deltas) {
      Object[] buckets = new Object[d.latencyBuckets().length];
      Object[] counts = new Object[buckets.length];
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = d.latencyBuckets()[i];
        counts[i] = d.latencyCounts()[i];
      }
      rows.add(
          new Object[] {
            Instant.ofEpochSecond(d.hour() * 3600),
            d.service(),
            d.endpoint(),
            d.method(),
            d.status(),
            d.region(),
            d.clientClass(),
            d.requests(),
            d.bytes(),
            d.latencyCount(),
            d.latencySumMs(),
            d.latencyMinMs(),
            d.latencyMaxMs(),
            d.latencyZeros(),
            duckdb.createArrayOf("INTEGER", buckets),
            duckdb.createArrayOf("BIGINT", counts)
          });
    }
    insert(rows);
    return byDay(LakeTables.REQUESTS_HOURLY, "hour", DELTA_IDS);
  }

  /** Files of {@code rejects}. */
  List<DataFile> rejects(List<RejectedLine> lines, Instant replayedAt) throws SQLException {
    run(
        "CREATE OR REPLACE TABLE rows (received_at TIMESTAMPTZ, source VARCHAR, stream VARCHAR,"
            + " \"offset\" BIGINT, reason VARCHAR, detail VARCHAR, raw BLOB,"
            + " replayed_at TIMESTAMPTZ, part INTEGER)");
    List<Object[]> rows = new ArrayList<>();
    for (RejectedLine line : lines) {
      rows.add(
          new Object[] {
            Instant.EPOCH.plus(line.receivedAtMicros(), ChronoUnit.MICROS),
            line.source(),
            line.stream(),
            line.offset(),
            line.reason(),
            line.detail(),
            line.raw(),
            replayedAt,
            line.part()
          });
    }
    insert(rows);
    return byDay(LakeTables.REJECTS, "received_at", REJECT_IDS);
  }

  /** Files of {@code ledger}. */
  List<DataFile> ledger(List<LedgerLine> lines) throws SQLException {
    run("CREATE OR REPLACE TABLE rows (" + LEDGER_COLUMNS + ")");
    insert(lines.stream().map(LedgerLine::values).toList());
    return byDay(LakeTables.LEDGER, "committed_at", LEDGER_IDS);
  }

  /** Files of {@code ledger} with the rows that a query of DuckDB gives. */
  List<DataFile> ledger(String select) throws SQLException {
    run(
        "CREATE OR REPLACE TABLE rows ("
            + LEDGER_COLUMNS
            + ", replay VARCHAR, replayed BIGINT, erased_hour TIMESTAMPTZ)");
    run("INSERT INTO rows BY NAME " + select);
    String ids = LEDGER_IDS.replace("}", ", replay: 27, replayed: 28, erased_hour: 22}");
    return byDay(LakeTables.LEDGER, "committed_at", ids);
  }

  @Override
  public void close() throws SQLException {
    duckdb.close();
  }

  private List<DataFile> byDay(LakeTables table, String column, String fieldIds)
      throws SQLException {
    Map<LocalDate, long[]> days = new TreeMap<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet day =
            statement.executeQuery(
                "SELECT (epoch_us("
                    + column
                    + ") // 86400000000)::BIGINT AS day, count(*),"
                    + " min(epoch_us("
                    + column
                    + ")), max(epoch_us("
                    + column
                    + "))"
                    + " FROM rows GROUP BY day")) {
      while (day.next()) {
        days.put(
            LocalDate.ofEpochDay(day.getLong(1)),
            new long[] {day.getLong(2), day.getLong(3), day.getLong(4)});
      }
    }
    List<DataFile> files = new ArrayList<>();
    for (Map.Entry<LocalDate, long[]> day : days.entrySet()) {
      files.add(file(table, column, fieldIds, day.getKey(), day.getValue()));
    }
    return files;
  }

  private DataFile file(
      LakeTables table, String column, String fieldIds, LocalDate day, long[] countMinMax)
      throws SQLException {
    Path data = directory.resolve(table.tableName()).resolve("data");
    Path path = data.resolve(++written + ".parquet");
    long start = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
    try {
      Files.createDirectories(data);
      run(
          "COPY (SELECT * FROM rows WHERE epoch_us("
              + column
              + ") >= "
              + start
              + " AND epoch_us("
              + column
              + ") < "
              + (start + 86_400_000_000L)
              + ") TO '"
              + path
              + "' (FORMAT parquet, FIELD_IDS "
              + fieldIds
              + ")");
      PartitionData partition = new PartitionData(table.spec().partitionType());
      partition.set(0, (int) day.toEpochDay());
      return DataFiles.builder(table.spec())
          .withPath("file://" + path)
          .withFormat("parquet")
          .withFileSizeInBytes(Files.size(path))
          .withPartition(partition)
          .withMetrics(
              new Metrics(
                  countMinMax[0],
                  null,
                  Map.of(1, countMinMax[0]),
                  Map.of(1, 0L),
                  null,
                  table == LakeTables.LEDGER ? null : Map.of(1, bound(countMinMax[1])),
                  table == LakeTables.LEDGER ? null : Map.of(1, bound(countMinMax[2]))))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  private static ByteBuffer bound(long micros) {
    return Conversions.toByteBuffer(TimestampType.withZone(), micros);
  }

  private void insert(List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String marks =
        Stream.generate(() -> "?").limit(rows.get(0).length).collect(Collectors.joining(", "));
    duckdb.setAutoCommit(false);
    try (PreparedStatement insert =
        duckdb.prepareStatement("INSERT INTO rows VALUES (" + marks + ")")) {
      for (Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(
              i + 1,
              row[i] instanceof Instant time
                  ? time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                  : row[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    duckdb.commit();
    duckdb.setAutoCommit(true);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }
}
