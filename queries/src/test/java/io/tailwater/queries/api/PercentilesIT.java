package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.Json;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LatencyShape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every percentile that is answered, for random spans, groups and filters over latencies of all
 * shapes, lies within the stated error of the ⌈qn⌉-th smallest of the latencies themselves.
 */
class PercentilesIT {
  private static final Instant START = Instant.parse("2026-01-01T05:12:34Z");
  private static final Instant END = Instant.parse("2026-01-03T17:48:09Z");
  private static final String QUANTILES = "0,0.001,0.07,0.25,0.5,0.55,0.9,0.95,0.99,0.999,1";
  private static final List<String> FIELDS =
      List.of(
          "p0_ms",
          "p0_1_ms",
          "p7_ms",
          "p25_ms",
          "p50_ms",
          "p55_ms",
          "p90_ms",
          "p95_ms",
          "p99_ms",
          "p99_9_ms",
          "p100_ms");
  private static final Map<String, Function<Event, Object>> GROUPS =
      Map.of(
          "endpoint", Event::endpoint,
          "service", Event::service,
          "method", Event::method,
          "status", Event::status,
          "status_class", e -> e.status() == null ? null : e.status() / 100 + "xx",
          "region", Event::region,
          "client_class", Event::clientClass,
          "hour", e -> e.ts().truncatedTo(ChronoUnit.HOURS));

  /** Answers are rounded to the microsecond, below a millisecond to six digits. */
  private static double rounding(double ms) {
    return ms >= 0.99 ? 0.000_500_1 : ms * 5.1e-6;
  }

  @TempDir Path directory;
  private final List<Event> events = new ArrayList<>();
  private Random random;
  private Answers answers;

  @Test
  void anyPercentileIsWithinTheStatedError() throws Exception {
    ask(System.nanoTime(), 150, 12);
  }

  @Test
  @Tag("long")
  void anyPercentileIsWithinTheStatedErrorOfFiveLakes() throws Exception {
    long seed = System.nanoTime();
    for (int lake = 0; lake < 5; lake++) {
      events.clear();
      ask(seed + lake, 1500, 60);
    }
  }

  private void ask(long seed, int most, int questions) throws Exception {
    System.out.println("PercentilesIT seed " + seed);
    random = new Random(seed);
    DuckDbLimits limits = new DuckDbLimits(256, 2, 100);
    try (LakeFixture lake = new LakeFixture(directory.resolve("lake-" + seed));
        CutStore store = new CutStore(limits);
        PastCuts past = new PastCuts(limits)) {
      for (int commit = 0; commit < 3; commit++) {
        List<Event> some = traffic(most, commit);
        events.addAll(some);
        lake.commit(some);
      }
      store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
      Clock clock = Clock.fixed(END.plusSeconds(600), ZoneOffset.UTC);
      answers = new Answers(store, past, FollowerState::following, clock, 0.01);
      for (int i = 0; i < questions; i++) {
        askAll();
      }
    }
  }

  /** An endpoint has latencies of one shape. */
  private List<Event> traffic(int most, int commit) {
    List<Event> made = new ArrayList<>();
    for (LatencyShape shape : LatencyShape.values()) {
      boolean once = shape == LatencyShape.ONE_VALUE || shape == LatencyShape.TWO_FAR_VALUES;
      int count = once && commit > 0 ? 0 : shape.count(random, most);
      for (int i = 0; i < count; i++) {
        made.add(
            new Event(
                time(),
                one(null, "shop", "api"),
                "/" + shape,
                one(null, "GET", "POST"),
                one(null, 200, 204, 404, 500, 503),
                one("eu", "us"),
                one("human", "bot"),
                100L,
                shape.next(random)));
      }
    }
    return made;
  }

  private void askAll() throws Exception {
    Map<String, List<String>> asked = new HashMap<>();
    Instant from = time();
    Instant to = time();
    if (random.nextBoolean()) {
      from = from.truncatedTo(ChronoUnit.HOURS);
      to = to.truncatedTo(ChronoUnit.HOURS);
    }
    Instant first = from.isBefore(to) ? from : to;
    Instant end = (from.isBefore(to) ? to : from).plusMillis(random.nextInt(2) + 1);
    asked.put("from", List.of(first.toString()));
    asked.put("to", List.of(end.toString()));
    List<Event> chosen =
        events.stream().filter(e -> !e.ts().isBefore(first) && e.ts().isBefore(end)).toList();
    if (random.nextInt(3) == 0) {
      String endpoint = "/" + one((Object[]) LatencyShape.values());
      asked.put("endpoint", List.of(endpoint));
      chosen = chosen.stream().filter(e -> endpoint.equals(e.endpoint())).toList();
    }
    latency(asked, chosen);
    numbers("summary of " + asked, answer("/api/v1/summary", asked), chosen);
    endpoints(asked, chosen);
    timeseries(asked, chosen, first, end);
  }

  private void latency(Map<String, List<String>> asked, List<Event> chosen) throws Exception {
    String by = one(GROUPS.keySet().toArray(new String[0]));
    Map<String, List<String>> question = new HashMap<>(asked);
    question.put("group_by", List.of(by));
    question.put("limit", List.of("1000"));
    question.put("q", List.of(QUANTILES));
    Map<String, List<Event>> groups = groups(chosen, GROUPS.get(by));
    JsonNode sketched = answer("/api/v1/latency", question);
    question.put("exact", List.of("true"));
    JsonNode exact = answer("/api/v1/latency", question);

    assertThat(sketched.path("relative_error").asDouble()).isEqualTo(LatencyBuckets.RELATIVE_ERROR);
    assertThat(exact.path("relative_error").asDouble()).isZero();
    assertThat(sketched.path("items")).as("%s", question).hasSize(groups.size());
    assertThat(exact.path("items")).as("%s", question).hasSize(groups.size());
    for (JsonNode item : sketched.path("items")) {
      List<Event> group = groups.get(item.path(by).asText());
      String where = question + " " + item;
      assertThat(item.path("requests").asLong()).as(where).isEqualTo(group.size());
      assertThat(item.path("latency_count").asLong()).as(where).isEqualTo(sorted(group).length);
      eachQuantile((field, q) -> close(where, item.path(field), quantile(group, q)));
      same(where, item.path("min_ms"), quantile(group, "0"));
      same(where, item.path("max_ms"), quantile(group, "1"));
    }
    for (JsonNode item : exact.path("items")) {
      List<Event> group = groups.get(item.path(by).asText());
      eachQuantile((field, q) -> same(question + " " + item, item.path(field), quantile(group, q)));
    }
  }

  private void endpoints(Map<String, List<String>> asked, List<Event> chosen) throws Exception {
    Map<String, List<Event>> groups = groups(chosen, Event::endpoint);
    JsonNode items = answer("/api/v1/endpoints", asked).path("items");
    assertThat(items).hasSize(groups.size());
    for (JsonNode item : items) {
      numbers("endpoint of " + asked, item, groups.get(item.path("endpoint").asText()));
    }
  }

  private void timeseries(
      Map<String, List<String>> asked, List<Event> chosen, Instant from, Instant to)
      throws Exception {
    boolean shortly = Duration.between(from, to).toHours() < 20;
    Map<String, Duration> steps =
        shortly
            ? Map.of("5m", Duration.ofMinutes(5), "1h", Duration.ofHours(1))
            : Map.of(
                "1h", Duration.ofHours(1), "6h", Duration.ofHours(6), "1d", Duration.ofDays(1));
    String step = one(steps.keySet().toArray(new String[0]));
    Map<String, List<String>> question = new HashMap<>(asked);
    question.put("step", List.of(step));
    JsonNode answer = answer("/api/v1/timeseries", question);
    JsonNode series = answer.path("series").get(0);
    for (int i = 0; i < answer.path("time").size(); i++) {
      Instant start = Instant.parse(answer.path("time").get(i).asText());
      Instant end = start.plus(steps.get(step));
      List<Event> point =
          chosen.stream().filter(e -> !e.ts().isBefore(start) && e.ts().isBefore(end)).toList();
      String where = question + " at " + start;
      assertThat(series.path("requests").get(i).asLong()).as(where).isEqualTo(point.size());
      close(where, series.path("p50_ms").get(i), quantile(point, "0.5"));
      close(where, series.path("p95_ms").get(i), quantile(point, "0.95"));
      close(where, series.path("p99_ms").get(i), quantile(point, "0.99"));
      same(where, series.path("max_ms").get(i), quantile(point, "1"));
    }
  }

  private static void numbers(String where, JsonNode numbers, List<Event> group) {
    assertThat(numbers.path("requests").asLong()).as(where).isEqualTo(group.size());
    close(where, numbers.path("p50_ms"), quantile(group, "0.5"));
    close(where, numbers.path("p95_ms"), quantile(group, "0.95"));
    close(where, numbers.path("p99_ms"), quantile(group, "0.99"));
    same(where, numbers.path("max_ms"), quantile(group, "1"));
  }

  private interface Quantile {
    void check(String field, String q);
  }

  private static void eachQuantile(Quantile check) {
    String[] quantiles = QUANTILES.split(",");
    for (int i = 0; i < quantiles.length; i++) {
      check.check(FIELDS.get(i), quantiles[i]);
    }
  }

  private static void close(String where, JsonNode got, Double exact) {
    if (exact == null) {
      assertThat(got.isNull()).as(where).isTrue();
    } else {
      double most = exact * LatencyBuckets.RELATIVE_ERROR * (1 + 1e-9) + rounding(exact);
      assertThat(got.asDouble(Double.NaN)).as(where).isCloseTo(exact, within(most));
    }
  }

  private static void same(String where, JsonNode got, Double exact) {
    if (exact == null) {
      assertThat(got.isNull()).as(where).isTrue();
    } else {
      assertThat(got.asDouble(Double.NaN)).as(where).isCloseTo(exact, within(rounding(exact)));
    }
  }

  /** The ⌈qn⌉-th smallest, q taken as it is written; null without latencies. */
  private static Double quantile(List<Event> group, String q) {
    double[] sorted = sorted(group);
    BigDecimal rank = new BigDecimal(q).multiply(BigDecimal.valueOf(sorted.length));
    int index = Math.max(1, rank.setScale(0, RoundingMode.CEILING).intValue()) - 1;
    return sorted.length == 0 ? null : (Double) sorted[index];
  }

  private static double[] sorted(List<Event> group) {
    return group.stream()
        .map(Event::latencyMs)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private static Map<String, List<Event>> groups(List<Event> chosen, Function<Event, Object> key) {
    return chosen.stream().collect(Collectors.groupingBy(e -> String.valueOf(key.apply(e))));
  }

  private JsonNode answer(String path, Map<String, List<String>> asked) throws Exception {
    return new ObjectMapper().readTree(Json.write(answers.answer(path, asked, "test")));
  }

  private Instant time() {
    long micros = ChronoUnit.MICROS.between(START, END);
    return START.plus((long) (random.nextDouble() * micros), ChronoUnit.MICROS);
  }

  @SafeVarargs
  private <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }
}
