package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.upkeep.TableUpkeep;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import io.tailwater.connectors.stream.WrittenFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What rollups answer, asked with plain SQL over the files, does not change when they are folded.
 */
class FoldTest {
  private static final int COMMITS = 12;
  private static final String KEY = "hour, service, endpoint, method, status, region, client_class";
  private static final String COUNTS =
      "SELECT "
          + KEY
          + ", sum(requests), sum(bytes), sum(latency_count), sum(latency_sum_ms),"
          + " min(latency_min_ms), max(latency_max_ms), sum(latency_zeros) FROM rollups GROUP BY ALL";
  private static final String SKETCHES =
      "SELECT "
          + KEY
          + ", bucket, sum(n) FROM (SELECT "
          + KEY
          + ", unnest(latency_buckets) AS bucket, unnest(latency_counts) AS n FROM rollups)"
          + " GROUP BY ALL";

  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private TestLake lake;
  private Upkeep upkeep;

  @BeforeEach
  void open() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    LakeCoordinator coordinator = lake.coordinator("run1");
    for (int seq = 1; seq <= COMMITS; seq++) {
      coordinator.commit(new LakeCommittable(seq, "run1-" + seq + "-x", deltas(), List.of(), null));
    }
    upkeep = new Upkeep(lake.catalog, TestLake.TARGETS.mergingAll());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void answersBeforeAndAfterAreTheSame() throws SQLException {
    List<DataFile> before = files();
    List<String> counts = ask(before, COUNTS);
    List<String> sketches = ask(before, SKETCHES);
    TableUpkeep fold = upkeep.merge(EnumSet.of(LakeTables.REQUESTS_HOURLY), false).get(0);

    assertThat(files()).doesNotContainAnyElementsOf(before);
    assertThat(fold.rowsAfter()).as("rows, seed %d", seed).isEqualTo(counts.size());
    assertThat(fold.rowsBefore()).isGreaterThan(2 * fold.rowsAfter());
    assertThat(fold.bytesAfter()).isLessThan(fold.bytesBefore() / 2);
    assertThat(ask(files(), COUNTS)).as("seed %d", seed).isEqualTo(counts);
    assertThat(ask(files(), SKETCHES)).as("seed %d", seed).isEqualTo(sketches);
  }

  /** A query has planned its files and read some of them when they are folded. */
  @Test
  void aQueryThatGoesOnAcrossAFoldIsNotDisturbed() throws SQLException {
    List<DataFile> planned = files();
    List<String> whole = ask(planned, COUNTS);
    List<DataFile> first = planned.subList(0, planned.size() / 2);
    long read = rows(first);
    upkeep.merge(EnumSet.allOf(LakeTables.class), false);
    upkeep.expire(Instant.now(), false);
    upkeep.retain(Instant.now(), false);

    long rest = rows(planned.subList(first.size(), planned.size()));
    assertThat(read + rest).isEqualTo(planned.stream().mapToLong(DataFile::recordCount).sum());
    assertThat(ask(planned, COUNTS)).as("seed %d", seed).isEqualTo(whole);
  }

  private List<DataFile> files() {
    Table table = lake.catalog.load(LakeTables.REQUESTS_HOURLY);
    return new SnapshotRows(table, lake.cut().snapshotOf(LakeTables.REQUESTS_HOURLY)).files();
  }

  private static long rows(List<DataFile> files) throws SQLException {
    return Long.parseLong(ask(files, "SELECT count(*) FROM rollups").get(0).trim());
  }

  private static List<String> ask(List<DataFile> files, String sql) throws SQLException {
    String paths =
        files.stream()
            .map(file -> "'" + LocalFileIO.pathOf(file.location()) + "'")
            .collect(Collectors.joining(", "));
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("CREATE VIEW rollups AS FROM read_parquet([" + paths + "])");
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql + " ORDER BY ALL")) {
        while (result.next()) {
          StringBuilder row = new StringBuilder();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.append(result.getObject(i)).append(' ');
          }
          rows.add(row.toString());
        }
      }
      return rows;
    }
  }

  /** Some of few keys, so that each has many. */
  private List<WrittenFile> deltas() {
    DataFileNames names = new DataFileNames(UUID.randomUUID().toString(), 0, 0);
    try (var writer =
        RowFileWriter.ofRollups(lake.catalog.load(LakeTables.REQUESTS_HOURLY), names)) {
      for (long hour = TestLake.HOUR; hour < TestLake.HOUR + 3; hour++) {
        for (int endpoint = 0; endpoint < 20; endpoint++) {
          if (random.nextInt(10) > 0) {
            writer.write(delta(hour, endpoint == 0 ? null : "/" + endpoint));
          }
        }
      }
      return writer.flush();
    }
  }

  /** Latencies in quarters of a millisecond, of which sums are exact in any order. */
  private HourlyDelta delta(long hour, String endpoint) {
    int buckets = random.nextInt(6);
    int[] indexes = random.ints(-400, 100).distinct().limit(buckets).sorted().toArray();
    long[] counts = random.longs(buckets, 1, 1_000).toArray();
    long zeros = random.nextInt(3);
    long latencies = zeros;
    for (long count : counts) {
      latencies += count;
    }
    boolean none = latencies == 0;
    return new HourlyDelta(
        hour,
        "shop",
        endpoint,
        random.nextBoolean() ? "GET" : null,
        200,
        null,
        "human",
        latencies + random.nextInt(5),
        random.nextInt(1_000_000),
        latencies,
        none ? 0 : random.nextInt(10_000) / 4.0,
        none ? null : (Double) (random.nextInt(100) / 4.0),
        none ? null : (Double) (25 + random.nextInt(100) / 4.0),
        zeros,
        indexes,
        counts);
  }
}
