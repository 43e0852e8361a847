package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.connectors.lake.LatencySketch;
import io.tailwater.queries.sql.SqlConsole;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.Oracle;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeViewsIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static SqlConsole console;
  private static Oracle oracle;

  @BeforeAll
  static void open() throws SQLException {
    System.out.println("LakeViewsIT seed " + SEED);
    lake = new LakeFixture(directory);
    RandomEvents random = new RandomEvents(SEED);
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Event> some = random.between(DAY, DAY.plusSeconds(2 * 86_400), 1500);
      all.addAll(some);
      lake.commit(some);
    }
    oracle = Oracle.of(all);
    console =
        new SqlConsole(LakeAtCut.newest(lake.lake()).orElseThrow(), new DuckDbLimits(256, 2, 100));
  }

  @AfterAll
  static void close() throws SQLException {
    console.close();
    lake.close();
  }

  @Test
  void rollupsHaveOneRowAKeyAndEverySum() throws SQLException {
    assertThat(one("SELECT sum(requests)::BIGINT FROM requests_hourly"))
        .isEqualTo(oracle.requests())
        .isEqualTo(one("SELECT count(*) FROM events"));
    assertThat(
            one(
                "SELECT count(*) FROM (SELECT hour, service, endpoint, method, status, region,"
                    + " client_class FROM requests_hourly GROUP BY ALL HAVING count(*) > 1)"))
        .isZero();
    assertThat(one("SELECT count(*) FROM requests_hourly_deltas"))
        .isGreaterThan(one("SELECT count(*) FROM requests_hourly"));
    assertThat(
            one(
                "SELECT sum(coalesce(list_sum(latency_counts), 0) + latency_zeros)::BIGINT FROM requests_hourly"))
        .isEqualTo(oracle.where(e -> e.latencyMs() != null).requests());
  }

  @Test
  void factsCountByHourOfTheDay() throws SQLException {
    Instant hour = DAY.plusSeconds(7 * 3600);
    Oracle expected = oracle.between(hour, hour.plusSeconds(3600));

    assertThat(
            one(
                "SELECT sum(requests)::BIGINT FROM fct_requests_hourly"
                    + " WHERE date = '2026-01-01' AND hour = 7"))
        .isEqualTo(expected.requests());
    assertThat(
            one(
                "SELECT sum(errors)::BIGINT FROM fct_requests_hourly"
                    + " WHERE date = '2026-01-01' AND hour = 7"))
        .isEqualTo(expected.withStatus(400, 599));
  }

  @Test
  void dailyMetricsAreThoseOfTheEndpoint() throws SQLException {
    Oracle day = oracle.between(DAY, DAY.plusSeconds(86_400));
    int rows =
        console.query(
            "SELECT * FROM daily_endpoint_metrics WHERE date = '2026-01-01'",
            row -> {
              int count = 0;
              while (row.next()) {
                String name = row.getString("endpoint");
                Oracle endpoint = day.where(e -> Objects.equals(e.endpoint(), name));
                assertThat(row.getLong("requests")).isEqualTo(endpoint.requests());
                assertThat(row.getLong("errors")).isEqualTo(endpoint.withStatus(400, 599));
                assertThat(row.getDouble("error_ratio"))
                    .isEqualTo((double) endpoint.withStatus(400, 599) / endpoint.requests());
                Double exact = endpoint.quantileMs(0.95);
                if (exact == null) {
                  assertThat(row.getObject("p95_ms")).isNull();
                } else {
                  assertThat(row.getDouble("p95_ms"))
                      .isCloseTo(exact, within(exact * LatencyBuckets.RELATIVE_ERROR * 1.0001));
                }
                count++;
              }
              return count;
            });
    assertThat(rows).isGreaterThan(10);
  }

  @Test
  void macroIsTheSketch() throws SQLException {
    Random random = new Random(SEED);
    for (int i = 0; i < 30; i++) {
      LatencySketch sketch = new LatencySketch();
      for (int n = random.nextInt(200); n >= 0; n--) {
        sketch.add(random.nextInt(5) == 0 ? 0 : Math.exp(random.nextGaussian() * 3 + 3));
      }
      double q = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
      double got =
          number(
              "SELECT latency_quantile("
                  + sketch.zeros()
                  + ", "
                  + Arrays.toString(sketch.buckets())
                  + "::INTEGER[], "
                  + Arrays.toString(sketch.counts())
                  + "::BIGINT[], "
                  + q
                  + ")");
      double clamped = Math.min(sketch.maxMs(), Math.max(sketch.minMs(), got));

      assertThat(clamped).isCloseTo(sketch.quantileMs(q), within(1e-9 * clamped));
    }
    assertThat(
            console.query(
                "SELECT latency_quantile(0, []::INTEGER[], []::BIGINT[], 0.5)",
                LakeViewsIT::isNull))
        .isTrue();
  }

  private static boolean isNull(ResultSet row) throws SQLException {
    row.next();
    return row.getObject(1) == null;
  }

  private static long one(String sql) throws SQLException {
    return console.query(
        sql,
        row -> {
          row.next();
          return row.getLong(1);
        });
  }

  private static double number(String sql) throws SQLException {
    return console.query(
        sql,
        row -> {
          row.next();
          return row.getDouble(1);
        });
  }
}
