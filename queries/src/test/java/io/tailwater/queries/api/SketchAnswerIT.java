package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported sketches, decoded by the formulas of the two specifications. */
@SuppressWarnings("unchecked")
class SketchAnswerIT {
  private static final Instant START = Instant.parse("2026-01-01T05:12:34Z");
  private static final Instant MIDDLE = Instant.parse("2026-01-01T20:20:20Z");
  private static final Instant END = Instant.parse("2026-01-02T17:48:09Z");
  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static AskedLake lake;

  @BeforeAll
  static void fillLake() throws SQLException {
    System.out.println("SketchAnswerIT seed " + SEED);
    lake = new AskedLake(directory, END.plus(Duration.ofDays(9)));
    lake.commit(new RandomEvents(SEED).between(START, END, 6000));
  }

  @AfterAll
  static void close() throws SQLException {
    lake.close();
  }

  @Test
  void otelBucketsHoldWhatLiesWithinItsBounds() throws SQLException {
    Map<String, Object> point = otel(START, END);
    Oracle timed = lake.oracle().where(e -> e.latencyMs() != null);

    assertThat(point.get("scale")).isEqualTo(5);
    assertThat(point.get("count")).isEqualTo(Long.toString(timed.requests()));
    assertThat(point.get("zeroCount"))
        .isEqualTo(Long.toString(timed.where(e -> e.latencyMs() == 0).requests()));
    double sum = timed.events().stream().mapToDouble(Event::latencyMs).sum() / 1000;
    assertThat((Double) point.get("sum")).isCloseTo(sum, within(sum * 1e-9));
    assertThat(point.get("startTimeUnixNano")).isEqualTo(START.getEpochSecond() + "000000000");
    double base = Math.pow(2, Math.pow(2, -5));
    checkBounds(otelBuckets(point), i -> Math.pow(base, i), i -> Math.pow(base, i + 1));
  }

  @Test
  void prometheusBucketsHoldWhatLiesWithinItsBounds() throws SQLException {
    Map<String, Object> histogram = prometheus(START, END);
    Oracle timed = lake.oracle().where(e -> e.latencyMs() != null);

    assertThat(histogram.get("schema")).isEqualTo(5);
    assertThat(histogram.get("sample_count")).isEqualTo(timed.requests());
    double base = Math.pow(2, Math.pow(2, -5));
    checkBounds(prometheusBuckets(histogram), i -> Math.pow(base, i - 1), i -> Math.pow(base, i));
  }

  @Test
  void exportsOfTwoHalvesAddUpToThatOfTheWhole() throws SQLException {
    TreeMap<Integer, Long> added = otelBuckets(otel(START, MIDDLE));
    otelBuckets(otel(MIDDLE, END)).forEach((i, n) -> added.merge(i, n, Long::sum));
    TreeMap<Integer, Long> others = prometheusBuckets(prometheus(START, MIDDLE));
    prometheusBuckets(prometheus(MIDDLE, END)).forEach((i, n) -> others.merge(i, n, Long::sum));

    assertThat(added).isEqualTo(otelBuckets(otel(START, END)));
    assertThat(others).isEqualTo(prometheusBuckets(prometheus(START, END)));
  }

  @Test
  void countsOfEveryGroupAreThoseOfItsBuckets() throws SQLException {
    SketchAnswer.Body body = ask("otel", START, END, "service,status");
    for (Map<String, Object> point : points(body)) {
      long inBuckets = otelBuckets(point).values().stream().mapToLong(n -> n).sum();
      long zeros = Long.parseLong((String) point.get("zeroCount"));
      assertThat(Long.toString(inBuckets + zeros)).isEqualTo(point.get("count"));
    }
    assertThat(points(body).get(0).get("attributes").toString())
        .contains("http.response.status_code");
  }

  @Test
  void rangeWithoutLatenciesIsAnEmptyHistogram() throws SQLException {
    Map<String, Object> point = otel(END.plusSeconds(86_400), END.plusSeconds(90_000));
    Map<String, Object> histogram = prometheus(END.plusSeconds(86_400), END.plusSeconds(90_000));

    assertThat(point.get("count")).isEqualTo("0");
    assertThat(otelBuckets(point)).isEmpty();
    assertThat(point).doesNotContainKeys("min", "max");
    assertThat(histogram.get("positive_span")).isEqualTo(List.of(Map.of("offset", 0, "length", 0)));
    assertThat((List<Long>) histogram.get("positive_delta")).isEmpty();
  }

  private static void checkBounds(
      TreeMap<Integer, Long> buckets, IntToDoubleFunction lower, IntToDoubleFunction upper) {
    Oracle timed = lake.oracle().where(e -> e.latencyMs() != null && e.latencyMs() > 0);
    assertThat(buckets.values().stream().mapToLong(n -> n).sum()).isEqualTo(timed.requests());
    long seen = 0;
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      seen += bucket.getValue();
      // Bounds are irrational: only a latency on one could be told from it by rounding.
      double bound = upper.applyAsDouble(bucket.getKey()) * (1 + 1e-12);
      assertThat(timed.where(e -> e.latencyMs() / 1000 <= bound).requests()).isEqualTo(seen);
      assertThat(lower.applyAsDouble(bucket.getKey())).isLessThan(bound);
    }
  }

  private static TreeMap<Integer, Long> otelBuckets(Map<String, Object> point) {
    Map<String, Object> positive = (Map<String, Object>) point.get("positive");
    TreeMap<Integer, Long> buckets = new TreeMap<>();
    int index = (Integer) positive.get("offset");
    for (String count : (List<String>) positive.get("bucketCounts")) {
      if (!count.equals("0")) {
        buckets.put(index, Long.parseLong(count));
      }
      index++;
    }
    return buckets;
  }

  private static TreeMap<Integer, Long> prometheusBuckets(Map<String, Object> histogram) {
    TreeMap<Integer, Long> buckets = new TreeMap<>();
    List<Long> deltas = (List<Long>) histogram.get("positive_delta");
    int index = 0;
    int next = 0;
    long count = 0;
    for (Map<String, Object> span : (List<Map<String, Object>>) histogram.get("positive_span")) {
      index += (Integer) span.get("offset");
      for (int i = 0; i < (Integer) span.get("length"); i++) {
        count += deltas.get(next++);
        buckets.put(index++, count);
      }
    }
    assertThat(next).isEqualTo(deltas.size());
    return buckets;
  }

  private static Map<String, Object> otel(Instant from, Instant to) throws SQLException {
    return points(ask("otel", from, to, "none")).get(0);
  }

  private static Map<String, Object> prometheus(Instant from, Instant to) throws SQLException {
    SketchAnswer.Body body = ask("prometheus", from, to, "none");
    return ((List<Map<String, Object>>) body.metric().get("histograms")).get(0);
  }

  private static List<Map<String, Object>> points(SketchAnswer.Body body) {
    Map<String, Object> histogram = (Map<String, Object>) body.metric().get("exponentialHistogram");
    return (List<Map<String, Object>>) histogram.get("dataPoints");
  }

  private static SketchAnswer.Body ask(String encoding, Instant from, Instant to, String by)
      throws SQLException {
    return (SketchAnswer.Body)
        lake.ask(
                "/api/v1/latency/sketch",
                "from",
                from,
                "to",
                to,
                "encoding",
                encoding,
                "group_by",
                by)
            .body();
  }
}
