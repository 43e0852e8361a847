package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.Oracle;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers by some group, against plain counts over the events. */
class GroupedAnswersIT {
  private static final Instant START = Instant.parse("2026-01-01T05:12:34Z");
  private static final Instant END = Instant.parse("2026-01-03T17:48:09Z");
  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static AskedLake lake;
  private static Oracle oracle;

  @BeforeAll
  static void fillLake() throws SQLException {
    System.out.println("GroupedAnswersIT seed " + SEED);
    lake = new AskedLake(directory, END.plusSeconds(600));
    RandomEvents random = new RandomEvents(SEED);
    lake.commit(random.between(START, END, 4000));
    lake.commit(random.between(START, END, 4000));
    oracle = lake.oracle();
  }

  @AfterAll
  static void close() throws SQLException {
    lake.close();
  }

  @Test
  void statusesAreCountedByCodeAndByClass() throws SQLException {
    StatusesAnswer.Body body = (StatusesAnswer.Body) ask("/api/v1/statuses").body();

    for (StatusesAnswer.OfCode item : body.items()) {
      Oracle group = oracle.where(e -> Objects.equals(e.status(), item.status()));
      assertThat(item.requests()).isEqualTo(group.requests());
      assertThat(item.bytes()).isEqualTo(group.bytes());
      Expect.quantile(item.p95Ms(), group, 0.95);
    }
    for (StatusesAnswer.OfClass item : body.classes()) {
      Oracle group = oracle.where(e -> Objects.equals(classOf(e), item.statusClass()));
      assertThat(item.requests()).isEqualTo(group.requests());
      Expect.quantile(item.p99Ms(), group, 0.99);
    }
    assertThat(body.classes().stream().mapToDouble(StatusesAnswer.OfClass::ratio).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(body.items().get(body.items().size() - 1).status()).isNull();
  }

  @Test
  void facetsAreTheMostFrequentValues() throws SQLException {
    FacetsAnswer.Body body =
        (FacetsAnswer.Body)
            ask("/api/v1/facets", "field", "service,endpoint,status_class,host", "limit", "2")
                .body();
    List<Function<Event, String>> keys =
        List.of(Event::service, Event::endpoint, GroupedAnswersIT::classOf, Event::host);

    for (int i = 0; i < 4; i++) {
      Function<Event, String> key = keys.get(i);
      FacetsAnswer.Facet facet = body.facets().get(i);
      for (FacetsAnswer.Value value : facet.values()) {
        assertThat(value.requests())
            .isEqualTo(oracle.where(e -> Objects.equals(key.apply(e), value.value())).requests());
      }
      long distinct = oracle.events().stream().map(e -> key.apply(e) + "").distinct().count();
      assertThat(facet.values()).hasSize(2);
      assertThat(facet.left()).isEqualTo(distinct - 2);
    }
    assertThat(body.facets().get(1).values())
        .extracting(FacetsAnswer.Value::requests)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void clientsAreSortedByWhatIsAsked() throws SQLException {
    Map<String, Function<Numbers, Double>> sorts =
        Map.of(
            "-requests", numbers -> (double) numbers.requests(),
            "-errors", numbers -> (double) numbers.errors(),
            "-bytes", numbers -> (double) numbers.bytes(),
            "-total_time", Numbers::totalTimeMs);
    for (Map.Entry<String, Function<Numbers, Double>> sort : sorts.entrySet()) {
      Answers.Answered answer = ask("/api/v1/clients", "sort", sort.getKey(), "limit", "10");
      ClientsAnswer.Body body = (ClientsAnswer.Body) answer.body();
      assertThat(body.clients()).isEqualTo(41);
      assertThat(answer.meta().truncated()).isTrue();
      assertThat(body.items())
          .hasSize(10)
          .extracting(item -> sort.getValue().apply(item.numbers()))
          .isSortedAccordingTo(Comparator.reverseOrder());
      for (ClientsAnswer.Item item : body.items()) {
        Expect.numbers(item.numbers(), of(Event::clientIp, item.value()));
      }
    }
  }

  @Test
  void slowestClientsAreThoseWithTheLargestPercentile() throws SQLException {
    ClientsAnswer.Body body =
        (ClientsAnswer.Body) ask("/api/v1/clients", "sort", "-p95", "limit", "5").body();
    Map<String, Double> exact =
        oracle.events().stream()
            .map(e -> String.valueOf(e.clientIp()))
            .distinct()
            .collect(
                Collectors.toMap(
                    ip -> ip,
                    ip ->
                        oracle
                            .where(e -> String.valueOf(e.clientIp()).equals(ip))
                            .quantileMs(0.95)));
    double fifth =
        exact.values().stream().sorted(Comparator.reverseOrder()).skip(4).findFirst().get();

    assertThat(body.items())
        .allSatisfy(
            item ->
                assertThat(exact.get(String.valueOf(item.value()))).isGreaterThan(fifth * 0.97));
  }

  @Test
  void filterThatOnlyEventsHaveIsExact() throws SQLException {
    Oracle some = oracle.where(e -> "10.0.0.7".equals(e.clientIp()));
    Expect.numbers((Numbers) ask("/api/v1/summary", "client_ip", "10.0.0.7").body(), some);
    Expect.numbers(
        (Numbers) ask("/api/v1/summary", "host", "service-1.example", "status", "5xx").body(),
        oracle.where(e -> "service-1".equals(e.service()) && "5xx".equals(classOf(e))));
    TimeseriesAnswer.Body series =
        (TimeseriesAnswer.Body)
            ask("/api/v1/timeseries", "client_ip", "10.0.0.7", "step", "6h").body();
    long sum = 0;
    for (long requests : series.series().get(0).requests()) {
      sum += requests;
    }
    assertThat(sum).isEqualTo(some.requests());
    EndpointsAnswer.Body endpoints =
        (EndpointsAnswer.Body) ask("/api/v1/endpoints", "client_ip", "10.0.0.7").body();
    for (EndpointsAnswer.Item item : endpoints.items()) {
      Expect.numbers(
          item.numbers(), some.where(e -> Objects.equals(e.endpoint(), item.endpoint())));
    }
    HeatmapAnswer.Body heatmap =
        (HeatmapAnswer.Body)
            ask("/api/v1/latency/heatmap", "client_ip", "10.0.0.7", "step", "1d").body();
    assertThat(Arrays.stream(heatmap.latencyCount()).sum())
        .isEqualTo(some.where(e -> e.latencyMs() != null).requests());
  }

  @Test
  void latenciesOfCombinedGroupsAreTheirEvents() throws SQLException {
    LatencyAnswer.Body body =
        (LatencyAnswer.Body)
            ask("/api/v1/latency", "group_by", "service,day,method", "limit", "1000").body();
    long requests = 0;
    for (Map<String, Object> item : body.items()) {
      Oracle group =
          oracle.where(
              e ->
                  Objects.equals(e.service(), item.get("service"))
                      && Objects.equals(e.method(), item.get("method"))
                      && LocalDate.ofInstant(e.ts(), ZoneOffset.UTC).equals(item.get("day")));
      assertThat(item.get("requests")).isEqualTo(group.requests());
      Expect.quantile((Double) item.get("p95_ms"), group, 0.95);
      requests += group.requests();
    }
    assertThat(requests).isEqualTo(oracle.requests());
    LatencyAnswer.Body all = (LatencyAnswer.Body) ask("/api/v1/latency", "group_by", "none").body();
    assertThat(all.items()).singleElement();
    Expect.quantile((Double) all.items().get(0).get("p99_ms"), oracle, 0.99);
    for (String bad : List.of("service,service", "service,hour,day,method", "host", "")) {
      assertThatThrownBy(() -> ask("/api/v1/latency", "group_by", bad))
          .isInstanceOf(BadParameterException.class);
    }
  }

  @Test
  void earlierToolsFindTheirRows() throws SQLException {
    for (Map<String, Object> row : rows("/query/p95-latency")) {
      Oracle group = of(Event::service, (String) row.get("service"));
      Expect.quantile((Double) row.get("p50_ms"), group, 0.5);
      Expect.quantile((Double) row.get("p95_ms"), group, 0.95);
      Expect.quantile((Double) row.get("p99_ms"), group, 0.99);
    }
    for (Map<String, Object> row : rows("/query/error-rate")) {
      Oracle group = of(Event::endpoint, (String) row.get("endpoint"));
      double percent = 100.0 * group.withStatus(500, 599) / group.requests();
      assertThat((Double) row.get("error_rate")).isCloseTo(percent, within(1e-9));
    }
    List<Map<String, Object>> slowest = rows("/query/slowest-endpoints");
    assertThat(slowest)
        .hasSize(10)
        .extracting(row -> (Double) row.get("p95_ms"))
        .isSortedAccordingTo(Comparator.reverseOrder());
    for (Map<String, Object> row : slowest) {
      Expect.quantile(
          (Double) row.get("p95_ms"), of(Event::endpoint, (String) row.get("endpoint")), 0.95);
    }
  }

  @Test
  void rangeWithoutRequestsAnswersWithNothing() throws SQLException {
    Object[] empty = {"from", "2025-01-01", "to", "2025-01-02"};

    assertThat(((StatusesAnswer.Body) lake.ask("/api/v1/statuses", empty).body()).items())
        .isEmpty();
    assertThat(((ClientsAnswer.Body) lake.ask("/api/v1/clients", empty).body()).items()).isEmpty();
    FacetsAnswer.Body facets = (FacetsAnswer.Body) lake.ask("/api/v1/facets", empty).body();
    assertThat(facets.facets()).allSatisfy(facet -> assertThat(facet.values()).isEmpty());
    for (String path : List.of("p95-latency", "error-rate", "slowest-endpoints")) {
      assertThat(((RowsAnswer.Body) lake.ask("/query/" + path, empty).body()).rows()).isEmpty();
    }
  }

  private static List<Map<String, Object>> rows(String path) throws SQLException {
    return ((RowsAnswer.Body) ask(path).body()).rows();
  }

  private static Oracle of(Function<Event, String> key, String value) {
    return oracle.where(e -> Objects.equals(key.apply(e), value));
  }

  private static String classOf(Event event) {
    return event.status() == null ? null : event.status() / 100 + "xx";
  }

  private static Answers.Answered ask(String path, Object... more) throws SQLException {
    Object[] parameters = new Object[4 + more.length];
    System.arraycopy(new Object[] {"from", START, "to", END}, 0, parameters, 0, 4);
    System.arraycopy(more, 0, parameters, 4, more.length);
    return lake.ask(path, parameters);
  }
}
