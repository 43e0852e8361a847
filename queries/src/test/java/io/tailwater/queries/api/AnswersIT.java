package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.Oracle;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer against plain counts over the events that were committed. */
class AnswersIT {
  private static final Instant START = Instant.parse("2026-01-01T05:12:34Z");
  private static final Instant END = Instant.parse("2026-01-03T17:48:09Z");
  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static CutStore store;
  private static PastCuts past;
  private static Oracle oracle;
  private static Answers answers;

  @BeforeAll
  static void fillLake() throws SQLException {
    System.out.println("AnswersIT seed " + SEED);
    lake = new LakeFixture(directory);
    RandomEvents random = new RandomEvents(SEED);
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Event> some = random.between(START, END, 5000);
      all.addAll(some);
      lake.commit(some);
    }
    oracle = Oracle.of(all);
    DuckDbLimits limits = new DuckDbLimits(256, 2, 100);
    store = new CutStore(limits);
    past = new PastCuts(limits);
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
    Clock clock = Clock.fixed(END.plusSeconds(600), ZoneOffset.UTC);
    answers = new Answers(store, past, FollowerState::following, clock, 0.01);
  }

  @AfterAll
  static void close() throws SQLException {
    past.close();
    store.close();
    lake.close();
  }

  @Test
  void summaryOfAnyRangeIsThatOfItsEvents() throws SQLException {
    Random random = new Random(SEED);
    for (int i = 0; i < 25; i++) {
      Instant from = randomTime(random);
      Instant to = from.plusMillis(1 + random.nextInt(100_000_000));
      Numbers numbers = (Numbers) ask("/api/v1/summary", "from", from, "to", to).body();
      check(numbers, oracle.between(from, to));
    }
  }

  @Test
  void summaryCountsWhatTheFiltersLetThrough() throws SQLException {
    checkFiltered(e -> "service-1".equals(e.service()), "service", "service-1");
    checkFiltered(e -> "POST".equals(e.method()), "method", "POST");
    checkFiltered(e -> "/items/3/{id}".equals(e.endpoint()), "endpoint", "/items/3/{id}");
    checkFiltered(e -> "eu".equals(e.region()), "region", "eu");
    checkFiltered(e -> "bot".equals(e.clientClass()), "client_class", "bot");
    checkFiltered(e -> Objects.equals(e.status(), 503), "status", "503");
    checkFiltered(e -> e.status() != null && e.status() / 100 == 5, "status", "5xx");
    checkFiltered(
        e -> e.status() != null && e.status() >= 301 && e.status() <= 404, "status", "301-404");
    checkFiltered(e -> false, "service", "' OR 1=1 --");
  }

  @Test
  void defaultRangeIsTheLastDay() throws SQLException {
    Answers.Answered answer = ask("/api/v1/summary");

    Instant now = END.plusSeconds(600);
    assertThat(answer.meta().from()).isEqualTo(now.minus(Duration.ofDays(1)));
    assertThat(answer.meta().to()).isEqualTo(now);
    assertThat(answer.meta().range()).isEqualTo("default");
    assertThat(answer.meta().complete()).isFalse();
    check((Numbers) answer.body(), oracle.between(answer.meta().from(), now));
  }

  @Test
  void defaultRangeOfAnOldLakeEndsWithItsNewestEvent() throws SQLException {
    Clock later = Clock.fixed(END.plus(Duration.ofDays(400)), ZoneOffset.UTC);
    Answers.Answered answer =
        new Answers(store, past, FollowerState::following, later, 0.01)
            .answer("/api/v1/summary", Map.of(), "id");

    assertThat(answer.meta().range()).isEqualTo("newest");
    assertThat(answer.meta().to()).isEqualTo(Instant.parse("2026-01-03T18:00:00Z"));
    check((Numbers) answer.body(), oracle.between(answer.meta().from(), answer.meta().to()));
  }

  @Test
  void rangeBeforeTheWatermarkIsComplete() throws SQLException {
    Meta meta = ask("/api/v1/summary", "from", "2026-01-01", "to", "2026-01-02").meta();

    assertThat(meta.complete()).isTrue();
    assertThat(meta.cut().seq()).isEqualTo(4);
  }

  @Test
  void timeseriesPointsAreTheirEvents() throws SQLException {
    for (String step : List.of("15m", "1h", "6h", "1d")) {
      TimeseriesAnswer.Body body =
          (TimeseriesAnswer.Body)
              ask("/api/v1/timeseries", "from", START, "to", END, "step", step).body();
      TimeseriesAnswer.Series all = body.series().get(0);
      Duration length = Step.parse(parameters("step", step), range()).length();
      for (int i = 0; i < body.time().size(); i++) {
        Instant time = body.time().get(i);
        Oracle point = oracle.between(time, time.plus(length)).between(START, END);
        assertThat(all.requests()[i]).as(step + " " + time).isEqualTo(point.requests());
        assertThat(all.serverErrors()[i]).isEqualTo(point.withStatus(500, 599));
        checkQuantile(all.p95Ms()[i], point, 0.95);
      }
    }
  }

  @Test
  void timeseriesNamesTheLargestGroupsAndAddsUpTheRest() throws SQLException {
    Answers.Answered answer =
        ask(
            "/api/v1/timeseries",
            "from",
            START,
            "to",
            END,
            "step",
            "1d",
            "group_by",
            "endpoint",
            "limit",
            "3");
    TimeseriesAnswer.Body body = (TimeseriesAnswer.Body) answer.body();

    assertThat(answer.meta().truncated()).isTrue();
    assertThat(body.series()).hasSize(4);
    long total = 0;
    List<String> named = new ArrayList<>();
    for (TimeseriesAnswer.Series series : body.series()) {
      String name = series.labels().get("endpoint");
      for (long requests : series.requests()) {
        total += requests;
      }
      if (!"{other}".equals(name)) {
        named.add(name);
        assertThat(sum(series.requests()))
            .isEqualTo(oracle.where(e -> Objects.equals(e.endpoint(), name)).requests());
      }
    }
    assertThat(named).hasSize(3);
    assertThat(total).isEqualTo(oracle.requests());
  }

  @Test
  void latencyByGroupIsWithinTheErrorOfTheExactOne() throws SQLException {
    for (String by : List.of("service", "endpoint", "method", "status_class", "hour")) {
      LatencyAnswer.Body body =
          (LatencyAnswer.Body)
              ask(
                      "/api/v1/latency",
                      "from",
                      START,
                      "to",
                      END,
                      "group_by",
                      by,
                      "q",
                      "0,0.5,0.95,0.999,1",
                      "limit",
                      "1000")
                  .body();
      long requests = 0;
      for (Map<String, Object> item : body.items()) {
        requests += (Long) item.get("requests");
        Oracle group = oracle.where(e -> Objects.equals(keyOf(e, by), item.get(by)));
        assertThat(item.get("requests")).as(by + " " + item.get(by)).isEqualTo(group.requests());
        checkQuantile((Double) item.get("p0_ms"), group, 0);
        checkQuantile((Double) item.get("p50_ms"), group, 0.5);
        checkQuantile((Double) item.get("p95_ms"), group, 0.95);
        checkQuantile((Double) item.get("p99_9_ms"), group, 0.999);
        checkQuantile((Double) item.get("p100_ms"), group, 1);
      }
      assertThat(requests).isEqualTo(oracle.requests());
      assertThat(body.relativeError()).isEqualTo(LatencyBuckets.RELATIVE_ERROR);
    }
  }

  @Test
  void exactLatencyIsTheOrderedValueItself() throws SQLException {
    LatencyAnswer.Body body =
        (LatencyAnswer.Body)
            ask(
                    "/api/v1/latency",
                    "from",
                    START,
                    "to",
                    END,
                    "group_by",
                    "service",
                    "exact",
                    "true",
                    "q",
                    "0.1,0.5,0.95,0.999")
                .body();

    assertThat(body.relativeError()).isZero();
    for (Map<String, Object> item : body.items()) {
      Oracle group = oracle.where(e -> Objects.equals(e.service(), item.get("service")));
      assertThat(item.get("p10_ms")).isEqualTo(Numbers.rounded(group.quantileMs(0.1)));
      assertThat(item.get("p50_ms")).isEqualTo(Numbers.rounded(group.quantileMs(0.5)));
      assertThat(item.get("p95_ms")).isEqualTo(Numbers.rounded(group.quantileMs(0.95)));
      assertThat(item.get("p99_9_ms")).isEqualTo(Numbers.rounded(group.quantileMs(0.999)));
    }
  }

  @Test
  void endpointsAreSortedAndGuarded() throws SQLException {
    EndpointsAnswer.Body body =
        (EndpointsAnswer.Body)
            ask(
                    "/api/v1/endpoints",
                    "from",
                    START,
                    "to",
                    END,
                    "sort",
                    "-p95",
                    "min_requests",
                    "500")
                .body();

    assertThat(body.items()).isNotEmpty();
    assertThat(body.items()).extracting(item -> -item.numbers().p95Ms()).isSorted();
    for (EndpointsAnswer.Item item : body.items()) {
      assertThat(item.numbers().requests()).isGreaterThanOrEqualTo(500);
      check(item.numbers(), oracle.where(e -> Objects.equals(e.endpoint(), item.endpoint())));
    }
  }

  @Test
  void dayAnswersAreThoseOfTheDay() throws SQLException {
    Oracle day =
        oracle.between(
            Instant.parse("2026-01-02T00:00:00Z"), Instant.parse("2026-01-03T00:00:00Z"));
    DayAnswer.Body errors =
        (DayAnswer.Body) ask("/errors_by_endpoint", "date", "2026-01-02").body();
    DayAnswer.Body top =
        (DayAnswer.Body) ask("/top_endpoints", "date", "2026-01-02", "limit", "2").body();

    assertThat(errors.rows().stream().mapToLong(DayAnswer.Row::errors).sum())
        .isEqualTo(day.withStatus(400, 599));
    assertThat(top.rows()).hasSize(2);
    for (DayAnswer.Row row : top.rows()) {
      Oracle endpoint = day.where(e -> Objects.equals(e.endpoint(), row.endpoint()));
      assertThat(row.requests()).isEqualTo(endpoint.requests());
      assertThat(row.errors()).isEqualTo(endpoint.withStatus(400, 599));
    }
    assertThat(((DayAnswer.Body) ask("/top_endpoints").body()).date()).isEqualTo("2026-01-03");
  }

  @Test
  void pastCutAnswersAsItDidThen() throws SQLException {
    Answers.Answered second = ask("/api/v1/summary", "from", START, "to", END, "as_of", "2");
    Answers.Answered first =
        ask(
            "/api/v1/summary",
            "from",
            START,
            "to",
            END,
            "as_of",
            second.meta().cut().committedAt().minusMillis(1));

    assertThat(second.meta().cut().seq()).isEqualTo(2);
    check((Numbers) second.body(), Oracle.of(oracle.events().subList(0, 10_000)));
    assertThat(first.meta().cut().seq()).isEqualTo(1);
    check((Numbers) first.body(), Oracle.of(oracle.events().subList(0, 5000)));
    assertThat(ask("/api/v1/summary", "as_of", "99").meta().cut().seq()).isEqualTo(4);
    assertThatThrownBy(() -> ask("/api/v1/summary", "as_of", "2020-01-01"))
        .isInstanceOf(CutGoneException.class);
    assertThatThrownBy(() -> ask("/api/v1/summary", "as_of", "once"))
        .isInstanceOf(BadParameterException.class);
  }

  @Test
  void statusAddsUpTheLedger() throws SQLException {
    LakeStatus status = (LakeStatus) ask("/api/v1/status").body();

    assertThat(status.lines()).isEqualTo(oracle.requests()).isEqualTo(status.events());
    assertThat(status.streams()).singleElement().extracting(StreamStatus::behind).isEqualTo(7L);
    assertThat(status.tables())
        .filteredOn(table -> table.table().equals("events"))
        .singleElement()
        .extracting(LakeStatus.TableState::rows)
        .isEqualTo(oracle.requests());
  }

  private static void checkFiltered(Predicate<Event> filter, String name, String value)
      throws SQLException {
    Numbers numbers =
        (Numbers) ask("/api/v1/summary", "from", START, "to", END, name, value).body();
    check(numbers, oracle.where(filter));
  }

  private static void check(Numbers numbers, Oracle expected) {
    assertThat(numbers.requests()).isEqualTo(expected.requests());
    assertThat(numbers.clientErrors()).isEqualTo(expected.withStatus(400, 499));
    assertThat(numbers.serverErrors()).isEqualTo(expected.withStatus(500, 599));
    assertThat(numbers.bytes()).isEqualTo(expected.bytes());
    checkQuantile(numbers.p50Ms(), expected, 0.5);
    checkQuantile(numbers.p95Ms(), expected, 0.95);
    checkQuantile(numbers.p99Ms(), expected, 0.99);
  }

  private static void checkQuantile(Double got, Oracle group, double q) {
    Double exact = group.quantileMs(q);
    if (exact == null) {
      assertThat(got).isNull();
    } else {
      // Answers are rounded to the microsecond.
      assertThat(got)
          .isCloseTo(exact, within(exact * LatencyBuckets.RELATIVE_ERROR * 1.0001 + 0.0005));
    }
  }

  private static Object keyOf(Event event, String by) {
    return switch (by) {
      case "service" -> event.service();
      case "endpoint" -> event.endpoint();
      case "method" -> event.method();
      case "status_class" -> event.status() == null ? null : event.status() / 100 + "xx";
      default -> Instant.ofEpochSecond(event.ts().getEpochSecond() / 3600 * 3600);
    };
  }

  private static Answers.Answered ask(String path, Object... parameters) throws SQLException {
    Map<String, List<String>> map = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put((String) parameters[i], List.of(parameters[i + 1].toString()));
    }
    return answers.answer(path, map, "test");
  }

  private static Parameters parameters(String name, String value) {
    return Parameters.of(Map.of(name, List.of(value)), Set.of(name));
  }

  private static TimeRange range() {
    return new TimeRange(START, END, TimeRange.Basis.ASKED);
  }

  private static Instant randomTime(Random random) {
    return START.plusMillis((long) (random.nextDouble() * Duration.between(START, END).toMillis()));
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
