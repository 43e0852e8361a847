import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.TimestampType;

/**
 * Makes a lake as the job and its upkeep leave one, without them: {@code WAREHOUSE EVENTS
 * [DAYS]}. DuckDB writes each day's events and its rollup, one row a key, and they are committed as the job commits,
 * a day at a time, so memory does not grow with the number of events.
 *
 * <p>Thirty days of traffic, or as many as are given, with a daily curve: 500 endpoints, the k-th with about 1/k of the first
 * one's requests, each of one service and of one or two methods; 92 % 2xx, 4 % 3xx, 3 % 4xx, 1 %
 * 5xx; two regions, three client classes. Latencies are log-normal, with a median and a spread of
 * the endpoint's own, and one in a hundred is up to a thousand times as long; some are zero, some
 * missing. Every value is a hash of the event's number, so the same arguments make the same rows.
 */
final class AnswerLake {
  static final int DAYS = 30;
  static final LocalDate FIRST_DAY = firstDay(DAYS);

  private static final String EVENT_IDS =
      "{ts: 1, service: 2, host: 3, client_ip: 4, method: 6, path: 7, endpoint: 9, protocol: 10,"
          + " status: 11, bytes: 12, latency_ms: 13, client_class: 17, region: 18, source: 23,"
          + " stream: 24, \"offset\": 25}";
  private static final String DELTA_IDS =
      "{hour: 1, service: 2, endpoint: 3, method: 4, status: 5, region: 6, client_class: 7,"
          + " requests: 8, bytes: 9, latency_count: 10, latency_sum_ms: 11, latency_min_ms: 12,"
          + " latency_max_ms: 13, latency_zeros: 14,"
          + " latency_buckets: {__duckdb_field_id: 15, element: 17},"
          + " latency_counts: {__duckdb_field_id: 16, element: 18}}";
  private static final String LEDGER_IDS =
      "{seq: 1, committed_at: 2, source: 3, stream: 4, from_offset: 5, to_offset: 6,"
          + " end_offset: 7, lines: 8, events: 9, rejects: 10, filtered: 11, lost: 12, late: 14,"
          + " bytes: 15, min_ts: 16, max_ts: 17, watermark: 18, evidence: 19}";
  private static final String KEY =
      "service, endpoint, method, status, region, client_class";
  private static final String BUCKET =
      "CASE WHEN latency_ms > 0 THEN (ceil(log2(latency_ms / 1000) * "
          + LatencyBuckets.PER_OCTAVE
          + ") - 1)::INTEGER END";

  private final LakeCatalog lake;
  private final Path files;
  private final Statement duckdb;
  private final long events;
  private final int days;

  private AnswerLake(LakeCatalog lake, Path files, Statement duckdb, long events, int days) {
    this.lake = lake;
    this.files = files;
    this.duckdb = duckdb;
    this.events = events;
    this.days = days;
  }

  /** All lakes end on the same day. */
  static LocalDate firstDay(int days) {
    return LocalDate.of(2026, 10, 1).minusDays(days);
  }

  public static void main(String[] args) throws SQLException, IOException {
    Path warehouse = Path.of(args[0]).toAbsolutePath();
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement duckdb = connection.createStatement()) {
      lake.createTables("bench");
      duckdb.execute("SET TimeZone = 'UTC'");
      duckdb.execute("SET memory_limit = '2GB'");
      duckdb.execute("SET temp_directory = '" + warehouse + "/spill'");
      Path files = Files.createDirectories(warehouse.resolve("logs-files"));
      int days = args.length > 2 ? Integer.parseInt(args[2]) : DAYS;
      AnswerLake maker = new AnswerLake(lake, files, duckdb, Long.parseLong(args[1]), days);
      for (int day = 0; day < days; day++) {
        maker.day(day);
      }
    }
  }

  private void day(int day) throws SQLException, IOException {
    LocalDate date = firstDay(days).plusDays(day);
    long first = events * day / days;
    long end = events * (day + 1) / days;
    Path data = files.resolve("events-" + date + ".parquet");
    copy(events(date, first, end), data, EVENT_IDS);
    Path rollup = files.resolve("requests_hourly-" + date + ".parquet");
    copy(rollup(data), rollup, DELTA_IDS);
    long[] extent = numbers("SELECT min(epoch_us(ts)), max(epoch_us(ts)) FROM '" + data + "'");
    Path ledger = files.resolve("ledger-" + date + ".parquet");
    copy(ledger(day, date, first, end, extent), ledger, LEDGER_IDS);
    long rows = numbers("SELECT count(*) FROM '" + rollup + "'")[0];
    long midnight = micros(date);
    long lastHour = midnight + 23 * 3_600_000_000L;
    commit(
        day + 1,
        date,
        Map.of(
            LakeTables.EVENTS,
            file(LakeTables.EVENTS, date, data, end - first, extent[0], extent[1]),
            LakeTables.REQUESTS_HOURLY,
            file(LakeTables.REQUESTS_HOURLY, date, rollup, rows, midnight, lastHour)),
        file(LakeTables.LEDGER, date.plusDays(1), ledger, 1, 0, 0));
  }

  /** Half-open range of numbers, in the order of their times. */
  private static String events(LocalDate date, long first, long end) {
    long count = end - first;
    return "SELECT make_timestamptz("
        + micros(date)
        + " + least(86399999999, (86400000000 * (day + 0.6 * sin(2 * pi() * day) / (2 * pi())))::BIGINT))"
        + " AS ts, service, service || '.example' AS host,"
        + " '10.' || (u(i, 9) * 4)::INTEGER || '.' || (u(i, 10) * 255)::INTEGER || '.7' AS client_ip,"
        + " method, replace(endpoint, '{id}', (u(i, 11) * 1000)::INTEGER::VARCHAR) AS path, endpoint,"
        + " 'HTTP/1.1' AS protocol, status, (exp(5 + 5 * u(i, 12)))::BIGINT AS bytes,"
        + " CASE WHEN u(i, 13) < 0.005 THEN NULL WHEN status = 304 AND u(i, 13) < 0.3 THEN 0.0 ELSE"
        + " round(exp(ln(4 + 400 * u(e, 101)) + (0.4 + 0.8 * u(e, 102)) * sqrt(-2 * ln(u(i, 5)))"
        + " * cos(2 * pi() * u(i, 6))) * CASE WHEN u(i, 7) < 0.01 THEN least(1000, 1 / u(i, 8)) ELSE 1"
        + " END, 3) END AS latency_ms,"
        + " CASE WHEN u(i, 3) < 0.9 THEN 'human' WHEN u(i, 3) < 0.99 THEN 'bot' ELSE 'unknown' END"
        + " AS client_class, CASE WHEN u(i, 4) < 0.7 THEN 'eu' ELSE 'us' END AS region,"
        + " 'web' AS source, 'bench#1' AS stream, i AS \"offset\" FROM ("
        + "SELECT i, e, day, ['shop', 'api', 'auth'][e % 3 + 1] AS service,"
        + " '/v1/resource' || e || CASE e % 2 WHEN 0 THEN '/{id}' ELSE '/list' END AS endpoint,"
        + " CASE WHEN e % 10 < 7 THEN 'GET' WHEN e % 10 = 7 THEN 'POST'"
        + " WHEN u(i, 2) < 0.7 THEN 'GET' WHEN e % 10 = 8 THEN 'PUT' ELSE 'DELETE' END AS method,"
        + " CASE WHEN s < 0.85 THEN 200 WHEN s < 0.92 THEN [201, 204][e % 2 + 1]"
        + " WHEN s < 0.96 THEN [304, 304, 302, 301][e % 4 + 1]"
        + " WHEN s < 0.98 THEN 404 WHEN s < 0.99 THEN [400, 401, 403, 429][e % 4 + 1]"
        + " ELSE [500, 502, 503][e % 3 + 1] END AS status FROM ("
        + "SELECT i, (i - "
        + first
        + " + 0.5) / "
        + count
        + ".0 AS day, least(499, (exp(u(i, 0) * ln(501)) - 1)::INTEGER) AS e, u(i, 1) AS s"
        + " FROM range("
        + first
        + ", "
        + end
        + ") numbers(i)))";
  }

  /** One row a key, in the order in which upkeep leaves them. */
  private static String rollup(Path data) {
    return "SELECT hour, "
        + KEY
        + ", sum(n)::BIGINT AS requests, sum(bytes)::BIGINT AS bytes,"
        + " sum(timed)::BIGINT AS latency_count, coalesce(sum(total), 0) AS latency_sum_ms,"
        + " min(lo) AS latency_min_ms, max(hi) AS latency_max_ms,"
        + " coalesce(sum(timed) FILTER (bucket IS NULL), 0)::BIGINT AS latency_zeros,"
        + " coalesce(list(bucket ORDER BY bucket) FILTER (bucket IS NOT NULL), []) AS latency_buckets,"
        + " coalesce(list(n ORDER BY bucket) FILTER (bucket IS NOT NULL), []) AS latency_counts"
        + " FROM (SELECT date_trunc('hour', ts) AS hour, "
        + KEY
        + ", "
        + BUCKET
        + " AS bucket, count(*) AS n, sum(bytes) AS bytes, count(latency_ms) AS timed,"
        + " sum(latency_ms) AS total, min(latency_ms) AS lo, max(latency_ms) AS hi FROM '"
        + data
        + "' GROUP BY ALL) GROUP BY hour, "
        + KEY
        + " ORDER BY hour, "
        + KEY;
  }

  private static String ledger(int day, LocalDate date, long first, long end, long[] extent) {
    String midnight = "make_timestamptz(" + micros(date.plusDays(1)) + ")";
    long count = end - first;
    return "SELECT "
        + (day + 1)
        + "::BIGINT AS seq, "
        + midnight
        + " AS committed_at, 'web' AS source, 'bench#1' AS stream, "
        + first
        + "::BIGINT AS from_offset, "
        + end
        + "::BIGINT AS to_offset, "
        + end
        + "::BIGINT AS end_offset, "
        + count
        + "::BIGINT AS lines, "
        + count
        + "::BIGINT AS events, 0::BIGINT AS rejects, 0::BIGINT AS filtered, 0::BIGINT AS lost,"
        + " 0::BIGINT AS late, "
        + count
        + "::BIGINT AS bytes, make_timestamptz("
        + extent[0]
        + ") AS min_ts, make_timestamptz("
        + extent[1]
        + ") AS max_ts, "
        + midnight
        + " AS watermark, '{\"v\":1}' AS evidence";
  }

  /** Data tables first, the ledger last, which names what belongs together. */
  private void commit(int seq, LocalDate date, Map<LakeTables, DataFile> data, DataFile ledgerFile) {
    String id = UUID.randomUUID().toString();
    Table ledger = lake.load(LakeTables.LEDGER);
    Map<String, Long> cut = new HashMap<>(Cut.newest(ledger).orElseThrow().snapshots());
    for (LakeTables name : List.of(LakeTables.EVENTS, LakeTables.REQUESTS_HOURLY)) {
      Table table = lake.load(name);
      marked(table.newFastAppend(), seq, id).appendFile(data.get(name)).commit();
      cut.put(name.tableName(), table.currentSnapshot().snapshotId());
    }
    marked(ledger.newFastAppend(), seq, id)
        .appendFile(ledgerFile)
        .set(SnapshotKeys.CUT, Cut.snapshotsToJson(cut))
        .set(SnapshotKeys.WATERMARK, midnight(date.plusDays(1)).toString())
        .commit();
  }

  private static AppendFiles marked(AppendFiles append, int seq, String id) {
    return append
        .set(SnapshotKeys.PIPELINE, "bench")
        .set(SnapshotKeys.SEQ, Integer.toString(seq))
        .set(SnapshotKeys.COMMIT, id);
  }

  private static DataFile file(
      LakeTables table, LocalDate date, Path path, long rows, long least, long most)
      throws IOException {
    boolean bounded = table != LakeTables.LEDGER;
    PartitionData partition = new PartitionData(table.spec().partitionType());
    partition.set(0, (int) date.toEpochDay());
    return DataFiles.builder(table.spec())
        .withPath("file://" + path)
        .withFormat("parquet")
        .withFileSizeInBytes(Files.size(path))
        .withPartition(partition)
        .withMetrics(
            new Metrics(
                rows,
                null,
                Map.of(1, rows),
                Map.of(1, 0L),
                null,
                bounded ? Map.of(1, bound(least)) : null,
                bounded ? Map.of(1, bound(most)) : null))
        .build();
  }

  private static ByteBuffer bound(long micros) {
    return Conversions.toByteBuffer(TimestampType.withZone(), micros);
  }

  private void copy(String select, Path to, String fieldIds) throws SQLException {
    duckdb.execute("CREATE OR REPLACE MACRO u(i, k) AS " + UNIFORM);
    duckdb.execute(
        "COPY ("
            + select
            + ") TO '"
            + to
            + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, FIELD_IDS "
            + fieldIds
            + ")");
  }

  /** Of each number and purpose, within 0 and 1, neither of them. */
  private static final String UNIFORM =
      "((hash(i * 128 + k) >> 11)::DOUBLE + 0.5) / 9007199254740992.0";

  private long[] numbers(String select) throws SQLException {
    try (ResultSet row = duckdb.executeQuery(select)) {
      row.next();
      long[] numbers = new long[row.getMetaData().getColumnCount()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = row.getLong(i + 1);
      }
      return numbers;
    }
  }

  private static Instant midnight(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static long micros(LocalDate date) {
    return midnight(date).getEpochSecond() * 1_000_000;
  }
}
