package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.Oracle;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatmapAnswerIT {
  private static final Instant START = Instant.parse("2026-01-01T05:12:34Z");
  private static final Instant END = Instant.parse("2026-01-02T17:48:09Z");
  private static final Instant FLAT = Instant.parse("2026-02-01T00:00:00Z");
  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static AskedLake lake;
  private static Oracle oracle;

  @BeforeAll
  static void fillLake() throws SQLException {
    System.out.println("HeatmapAnswerIT seed " + SEED);
    lake = new AskedLake(directory, FLAT.plus(Duration.ofDays(9)));
    lake.commit(new RandomEvents(SEED).between(START, END, 6000));
    lake.commit(
        List.of(
            Event.at("2026-02-01T00:10:00Z", "/a", 200, 250),
            Event.at("2026-02-01T00:20:00Z", "/a", 200, 250),
            Event.at("2026-02-01T02:00:00Z", "/a", 200, 0)));
    oracle = lake.oracle();
  }

  @AfterAll
  static void close() throws SQLException {
    lake.close();
  }

  @Test
  void cellsAreTheLatenciesWithinTheirEdges() throws SQLException {
    for (String step : List.of("30m", "3h")) {
      HeatmapAnswer.Body body = heatmap(START, END, "step", step, "bins", "40");
      Duration length = step.equals("30m") ? Duration.ofMinutes(30) : Duration.ofHours(3);
      assertThat(body.binEdgesMs().length - 1).isBetween(15, 40);
      for (int i = 0; i < body.time().size(); i++) {
        Instant time = body.time().get(i);
        Oracle column =
            oracle
                .between(time, time.plus(length))
                .between(START, END)
                .where(e -> e.latencyMs() != null);
        assertThat(body.latencyCount()[i]).isEqualTo(column.requests());
        assertThat(body.zeros()[i]).isEqualTo(column.where(e -> e.latencyMs() == 0).requests());
        for (int bin = 0; bin < body.counts()[i].length; bin++) {
          double low = body.binEdgesMs()[bin];
          double high = body.binEdgesMs()[bin + 1];
          assertThat(body.counts()[i][bin])
              .isEqualTo(
                  column.where(e -> e.latencyMs() > low && e.latencyMs() <= high).requests());
        }
      }
    }
  }

  @Test
  void columnsAddUpToTheirLatenciesForAnyNumberOfBins() throws SQLException {
    for (int bins : new int[] {2, 3, 10, 97, 1000}) {
      HeatmapAnswer.Body body = heatmap(START, END, "bins", Integer.toString(bins));
      assertThat(body.binEdgesMs().length - 1).isLessThanOrEqualTo(bins);
      for (int i = 0; i < body.time().size(); i++) {
        long sum = body.zeros()[i];
        for (long count : body.counts()[i]) {
          sum += count;
        }
        assertThat(sum).isEqualTo(body.latencyCount()[i]);
      }
    }
  }

  @Test
  void oneValueIsOneNarrowBin() throws SQLException {
    HeatmapAnswer.Body body = heatmap(FLAT, FLAT.plus(Duration.ofHours(3)), "step", "1h");

    assertThat(body.counts()).isEqualTo(new long[][] {{2}, {0}, {0}});
    assertThat(body.zeros()).containsExactly(0, 0, 1);
    assertThat(body.binEdgesMs()[0]).isLessThan(250);
    assertThat(body.binEdgesMs()[1]).isEqualTo(250);
  }

  @Test
  void rangeWithoutLatenciesHasNoBins() throws SQLException {
    HeatmapAnswer.Body empty =
        heatmap(FLAT.plus(Duration.ofDays(2)), FLAT.plus(Duration.ofDays(3)), "step", "12h");
    HeatmapAnswer.Body zeros =
        heatmap(FLAT.plus(Duration.ofHours(2)), FLAT.plus(Duration.ofHours(3)), "step", "1h");

    assertThat(empty.binEdgesMs()).isEmpty();
    assertThat(empty.latencyCount()).containsExactly(0, 0);
    assertThat(empty.counts()).isEqualTo(new long[][] {{}, {}});
    assertThat(zeros.binEdgesMs()).isEmpty();
    assertThat(zeros.zeros()).containsExactly(1).isEqualTo(zeros.latencyCount());
  }

  private static HeatmapAnswer.Body heatmap(Instant from, Instant to, String... more)
      throws SQLException {
    Object[] parameters = new Object[4 + more.length];
    System.arraycopy(new Object[] {"from", from, "to", to}, 0, parameters, 0, 4);
    System.arraycopy(more, 0, parameters, 4, more.length);
    return (HeatmapAnswer.Body) lake.ask("/api/v1/latency/heatmap", parameters).body();
  }
}
