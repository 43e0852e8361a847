package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.Oracle;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer is compared with is what the earlier range would have answered. */
class ComparedAnswersIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-04T10:20:30Z");
  private static final Instant FROM = Instant.parse("2026-01-02T05:12:34Z");
  private static final Instant TO = Instant.parse("2026-01-03T01:48:09Z");
  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static AskedLake lake;
  private static Oracle oracle;

  @BeforeAll
  static void fillLake() throws SQLException {
    System.out.println("ComparedAnswersIT seed " + SEED);
    lake = new AskedLake(directory, NOW);
    lake.commit(new RandomEvents(SEED).between(START, NOW, 12_000));
    lake.commit(
        List.of(
            Event.at("2026-01-01T12:00:00Z", "/gone", 200, 5),
            Event.at("2026-01-02T12:00:00Z", "/new", 200, 5)));
    oracle = lake.oracle();
  }

  @AfterAll
  static void close() throws SQLException {
    lake.close();
  }

  @Test
  void previousOfASummaryIsTheRangeBefore() throws SQLException {
    Random random = new Random(SEED);
    for (String with : List.of("previous", "1d", "7d")) {
      Instant from = FROM.plusMillis(random.nextInt(10_000_000));
      SummaryAnswer.Compared body =
          (SummaryAnswer.Compared)
              lake.ask("/api/v1/summary", "from", from, "to", TO, "compare", with).body();
      Duration shift =
          with.equals("previous")
              ? Duration.between(from, TO)
              : Duration.ofDays(with.equals("1d") ? 1 : 7);
      Oracle before = oracle.between(from.minus(shift), TO.minus(shift));
      Expect.numbers(body.numbers(), oracle.between(from, TO));
      Expect.numbers(body.previous(), before);
      assertThat(body.compare().from()).isEqualTo(from.minus(shift));
      assertThat(body.compare().complete()).isTrue();
      assertThat(body.compare().cutShort()).isFalse();
      if (before.requests() == 0) {
        assertThat(body.change().requests()).isNull();
      } else {
        double ratio = (double) body.numbers().requests() / before.requests() - 1;
        assertThat(body.change().requests()).isEqualTo(ratio);
      }
    }
  }

  @Test
  void rangeThatReachesBeyondNowIsComparedWithAsMuch() throws SQLException {
    Instant day = Instant.parse("2026-01-04T00:00:00Z");
    Answers.Answered answer =
        lake.ask("/api/v1/summary", "from", day, "to", "2026-01-05", "compare", "1d");
    SummaryAnswer.Compared body = (SummaryAnswer.Compared) answer.body();

    assertThat(answer.meta().complete()).isFalse();
    assertThat(body.compare().cutShort()).isTrue();
    assertThat(body.compare().to()).isEqualTo(NOW.minus(Duration.ofDays(1)));
    assertThat(body.compare().complete()).isTrue();
    Expect.numbers(
        body.previous(),
        oracle.between(day.minus(Duration.ofDays(1)), NOW.minus(Duration.ofDays(1))));
  }

  @Test
  void endpointsOfEitherRangeAreThereAndCanBeSortedByChange() throws SQLException {
    EndpointsAnswer.Body body =
        (EndpointsAnswer.Body)
            lake.ask(
                    "/api/v1/endpoints",
                    "from",
                    FROM,
                    "to",
                    TO,
                    "compare",
                    "1d",
                    "sort",
                    "-change_requests")
                .body();
    Duration day = Duration.ofDays(1);
    for (EndpointsAnswer.Item item : body.items()) {
      Oracle endpoint = oracle.where(e -> Objects.equals(e.endpoint(), item.endpoint()));
      Expect.numbers(item.numbers(), endpoint.between(FROM, TO));
      Expect.numbers(item.previous(), endpoint.between(FROM.minus(day), TO.minus(day)));
    }
    assertThat(body.items()).extracting(EndpointsAnswer.Item::endpoint).contains("/gone", "/new");
    assertThat(body.items())
        .extracting(item -> item.change().requests())
        .filteredOn(change -> change != null)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a))
        .endsWith(-1.0);
    assertThat(body.items().get(body.items().size() - 1).change().requests()).isNull();
  }

  @Test
  void orderByChangeWantsAComparison() {
    assertThatThrownBy(() -> lake.ask("/api/v1/endpoints", "sort", "-change_p95"))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining("compare");
    assertThatThrownBy(() -> lake.ask("/api/v1/endpoints", "sort", "-change_x", "compare", "1d"))
        .isInstanceOf(BadParameterException.class);
  }

  @Test
  void earlierSeriesLieOnTheSameGrid() throws SQLException {
    for (String step : List.of("15m", "1h", "6h")) {
      TimeseriesAnswer.Body body =
          (TimeseriesAnswer.Body)
              lake.ask(
                      "/api/v1/timeseries",
                      "from",
                      FROM,
                      "to",
                      TO,
                      "step",
                      step,
                      "group_by",
                      "method",
                      "compare",
                      "previous")
                  .body();
      Duration shift = Duration.between(body.compare().from(), FROM);
      Duration length = Step.parse(parameters("step", step), range()).length();
      assertThat(shift).isGreaterThanOrEqualTo(Duration.between(FROM, TO));
      for (TimeseriesAnswer.Series series : body.previous()) {
        String method = series.labels().get("method");
        Oracle group = oracle.where(e -> Objects.equals(e.method(), method));
        for (int i = 0; i < body.time().size(); i++) {
          Instant time = body.time().get(i).minus(shift);
          Oracle point =
              group.between(time, time.plus(length)).between(FROM.minus(shift), TO.minus(shift));
          assertThat(series.requests()[i]).as(step + " " + time).isEqualTo(point.requests());
          Expect.quantile(series.p95Ms()[i], point, 0.95);
        }
      }
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void latenciesAndStatusesAreComparedByGroup() throws SQLException {
    LatencyAnswer.Body latency =
        (LatencyAnswer.Body)
            lake.ask("/api/v1/latency", "from", FROM, "to", TO, "compare", "1d").body();
    Duration day = Duration.ofDays(1);
    Oracle before = oracle.between(FROM.minus(day), TO.minus(day));
    for (Map<String, Object> item : latency.items()) {
      Oracle group = before.where(e -> Objects.equals(e.endpoint(), item.get("endpoint")));
      Map<String, Object> previous = (Map<String, Object>) item.get("previous");
      assertThat(previous.get("requests")).isEqualTo(group.requests());
      Expect.quantile((Double) previous.get("p95_ms"), group, 0.95);
    }
    StatusesAnswer.Body statuses =
        (StatusesAnswer.Body)
            lake.ask("/api/v1/statuses", "from", FROM, "to", TO, "compare", "1d").body();
    for (StatusesAnswer.OfCode item : statuses.items()) {
      Oracle group = before.where(e -> Objects.equals(e.status(), item.status()));
      assertThat(item.previous().requests()).isEqualTo(group.requests());
      assertThat(item.previous().ratio())
          .isCloseTo((double) group.requests() / before.requests(), within(1e-12));
    }
    assertThatThrownBy(() -> lake.ask("/api/v1/latency", "group_by", "hour", "compare", "previous"))
        .isInstanceOf(BadParameterException.class);
  }

  private static Parameters parameters(String name, String value) {
    return Parameters.of(Map.of(name, List.of(value)), Set.of(name));
  }

  private static TimeRange range() {
    return new TimeRange(FROM, TO, TimeRange.Basis.ASKED);
  }
}
