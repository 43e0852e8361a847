package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.testing.BusyWriter;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.Oracle;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While a writer commits without a pause, every answer is that of the commit it names, to the last
 * request: no answer mixes two, and all routes of one commit agree.
 */
class OneCutIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 3;
  private static final int CLIENTS = 4;
  private static final int LEAST_CUTS = 5;

  /** One address asks for many. */
  private static final String[] UNLIMITED = {
    "server.memory=256MiB", "server.rate_limit=1000000", "server.max_concurrent=100"
  };

  @TempDir Path directory;
  private final Set<Long> cutsSeen = ConcurrentHashMap.newKeySet();
  private final AtomicLong asked = new AtomicLong();
  private BusyWriter writer;
  private Client client;
  private Set<String> routes;

  @Test
  void everyAnswerIsOfTheCommitThatItNames() throws Exception {
    check(300);
  }

  @Test
  @Tag("long")
  void everyAnswerOfTenThousandIsOfTheCommitThatItNames() throws Exception {
    check(10_000);
  }

  private void check(int requests) throws Exception {
    long seed = System.nanoTime();
    System.out.println("OneCutIT seed " + seed);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (LakeFixture lake = new LakeFixture(directory);
        QueryService service =
            new QueryService(lake.location(), Services.config(UNLIMITED), told -> {})) {
      writer = new BusyWriter(lake, START, DAYS, seed);
      writer.commit();
      service.start();
      client = new Client(service.url());
      Waiting.until("ready", () -> client.get("/ready").statusCode() == 200);
      routes = names(client.json("/api/v1/openapi.json").path("paths"));
      Future<?> writing = threads.submit(writer);
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        asking.add(threads.submit(() -> ask(requests, random, writing)));
      }
      try {
        for (Future<?> one : asking) {
          one.get();
        }
      } finally {
        writer.stop();
        writing.get();
      }
      System.out.printf(
          "OneCutIT: %d answers at %d of %d commits%n", asked.get(), cutsSeen.size(), lake.seq());
    } finally {
      threads.shutdown();
    }
  }

  private Void ask(int requests, Random random, Future<?> writing) throws Exception {
    while (asked.getAndIncrement() < requests || cutsSeen.size() < LEAST_CUTS) {
      assertThat(writing.isDone()).as("the writer writes").isFalse();
      Span span = span(random);
      switch (random.nextInt(routes.contains("/api/v1/statuses") ? 8 : 7)) {
        case 0 -> summary(span);
        case 1 -> timeseries(span);
        case 2 -> sums("/api/v1/endpoints?limit=1000&", span);
        case 3 -> sums("/api/v1/latency?limit=1000&group_by=" + group(random) + "&", span);
        case 4 -> day("/errors_by_endpoint?date=", random);
        case 5 -> day("/top_endpoints?limit=100&date=", random);
        case 6 -> past(random);
        default -> sums("/api/v1/statuses?", span);
      }
    }
    return null;
  }

  private record Span(Instant from, Instant to) {
    @Override
    public String toString() {
      return "from=" + from + "&to=" + to;
    }
  }

  /** Whole days, whole hours, and now and then hours cut in two, for which events are read. */
  private static Span span(Random random) {
    int kind = random.nextInt(10);
    long unit = kind < 5 ? 86_400 : kind < 9 ? 3600 : 1;
    long units = DAYS * 86_400L / unit;
    long from = (long) (random.nextDouble() * units);
    long to = from + 1 + (long) (random.nextDouble() * (units - from));
    return new Span(START.plusSeconds(from * unit), START.plusSeconds(to * unit));
  }

  private static String group(Random random) {
    return List.of("endpoint", "service", "status", "region", "hour").get(random.nextInt(5));
  }

  private void summary(Span span) throws Exception {
    numbers(answer("/api/v1/summary?" + span), span);
  }

  private void numbers(JsonNode answer, Span span) {
    Oracle truth = truth(answer).between(span.from(), span.to());
    String where = span + " of " + answer;
    assertThat(answer.path("requests").asLong()).as(where).isEqualTo(truth.requests());
    assertThat(answer.path("errors").asLong()).as(where).isEqualTo(truth.withStatus(400, 599));
    assertThat(answer.path("bytes").asLong()).as(where).isEqualTo(truth.bytes());
    Double p95 = truth.quantileMs(0.95);
    if (p95 == null) {
      assertThat(answer.path("p95_ms").isNull()).as(where).isTrue();
    } else {
      assertThat(answer.path("p95_ms").asDouble())
          .as(where)
          .isCloseTo(p95, within(p95 * LatencyBuckets.RELATIVE_ERROR * 1.0001 + 0.0006));
    }
  }

  private void timeseries(Span span) throws Exception {
    JsonNode answer = answer("/api/v1/timeseries?step=1h&group_by=status_class&" + span);
    long requests = 0;
    long serverErrors = 0;
    for (JsonNode series : answer.path("series")) {
      requests += sum(series.path("requests"));
      serverErrors += sum(series.path("server_errors"));
    }
    Oracle truth = truth(answer).between(span.from(), span.to());
    assertThat(requests).as("%s of %s", span, answer).isEqualTo(truth.requests());
    assertThat(serverErrors).as("%s of %s", span, answer).isEqualTo(truth.withStatus(500, 599));
  }

  /** What the items count together. */
  private void sums(String path, Span span) throws Exception {
    JsonNode answer = answer(path + span);
    long requests = 0;
    for (JsonNode item : answer.path("items")) {
      requests += item.path("requests").asLong();
    }
    Oracle truth = truth(answer).between(span.from(), span.to());
    assertThat(requests).as("%s%s of %s", path, span, answer).isEqualTo(truth.requests());
  }

  private void day(String path, Random random) throws Exception {
    Instant day = START.plus(Duration.ofDays(random.nextInt(DAYS)));
    JsonNode answer = answer(path + day.toString().substring(0, 10));
    Oracle truth = truth(answer).between(day, day.plus(Duration.ofDays(1)));
    long requests = 0;
    long errors = 0;
    for (JsonNode row : answer.path("rows")) {
      requests += row.path("requests").asLong();
      errors += row.path("errors").asLong();
    }
    assertThat(errors).as("%s of %s", path, answer).isEqualTo(truth.withStatus(400, 599));
    if (path.startsWith("/top_endpoints")) {
      assertThat(requests).as("%s of %s", path, answer).isEqualTo(truth.requests());
    }
  }

  /** An older commit is read beside the newest. */
  private void past(Random random) throws Exception {
    long newest = answer("/api/v1/summary").path("meta").path("cut").path("seq").asLong();
    Span whole = new Span(START, START.plus(Duration.ofDays(DAYS)));
    long seq = 1 + random.nextInt((int) newest);
    JsonNode answer = answer("/api/v1/summary?" + whole + "&as_of=" + seq);
    assertThat(answer.path("meta").path("cut").path("seq").asLong()).isEqualTo(seq);
    numbers(answer, whole);
  }

  private Oracle truth(JsonNode answer) {
    long seq = answer.path("meta").path("cut").path("seq").asLong();
    cutsSeen.add(seq);
    return writer.at(seq);
  }

  private JsonNode answer(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
    return Client.tree(response);
  }

  private static long sum(JsonNode numbers) {
    long sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asLong();
    }
    return sum;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
