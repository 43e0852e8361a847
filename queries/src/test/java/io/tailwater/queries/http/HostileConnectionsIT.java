package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.HostileClients;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Slow, half-open, aborted, talking nonsense, not listening: the service answers all along, and is
 * afterwards as it was before.
 */
@Timeout(300)
class HostileConnectionsIT extends RunningService {
  private static final String HEALTH =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @Test
  void threeHundredHostileConnectionsLeaveNoTrace() throws Exception {
    outlives(300, "3s");
  }

  @Test
  @Tag("long")
  void tenThousandHostileConnectionsLeaveNoTrace() throws Exception {
    outlives(10_000, "10s");
  }

  private void outlives(int count, String timeout) throws Exception {
    long seed = System.nanoTime();
    System.out.println("HostileConnectionsIT seed " + seed);
    start("server.request_timeout=" + timeout);
    medianMillis();
    double before = medianMillis();
    double threadsBefore = metric("jvm_threads_current");

    AtomicBoolean over = new AtomicBoolean();
    List<Double> health = Collections.synchronizedList(new ArrayList<>());
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    Thread watcher = new Thread(() -> watchHealth(over, health, wrong), "health");
    watcher.start();
    try (HostileClients clients = new HostileClients(URI.create(service.url()).getPort(), seed)) {
      for (int i = 0; i < count; i++) {
        clients.connect();
      }
      // Those that trickle go on for longer than a request may take, and are closed all the same.
      until(() -> metric("tailwater_http_server_open_connections") < 20);
      System.out.println(
          "HostileConnectionsIT crowded out: "
              + metric("tailwater_http_server_closed_connections_total{reason=\"crowded\"}"));
      assertThat(metric("tailwater_http_server_closed_connections_total{reason=\"slow\"}"))
          .isPositive();
    } finally {
      over.set(true);
      watcher.join();
    }
    assertThat(wrong).isEmpty();
    until(() -> metric("tailwater_http_server_active_requests") == 1);
    assertThat(metric("tailwater_query_active")).isZero();
    double after = medianMillis();
    System.out.printf(
        "HostileConnectionsIT %,d connections: /health asked %,d times, longest %.0f ms;"
            + " summary %.1f ms before, %.1f ms after; threads %.0f before, %.0f after;"
            + " %.0f closed as slow, %.0f as too many%n",
        count,
        health.size(),
        Collections.max(health),
        before,
        after,
        threadsBefore,
        metric("jvm_threads_current"),
        metric("tailwater_http_server_closed_connections_total{reason=\"slow\"}"),
        metric("tailwater_http_server_closed_connections_total{reason=\"crowded\"}"));
    assertThat(after).isLessThan(5 * before + 50);
    assertThat(metric("jvm_threads_current")).isLessThan(threadsBefore + 120);
  }

  /** As whoever watches a service does: what fails once is asked again before it is believed. */
  private void watchHealth(AtomicBoolean over, List<Double> millis, List<String> wrong) {
    int failed = 0;
    while (!over.get()) {
      long begun = System.nanoTime();
      String answer = health();
      double took = (System.nanoTime() - begun) / 1e6;
      millis.add(took);
      failed = answer.startsWith("HTTP/1.1 200") ? 0 : failed + 1;
      if (failed > 0) {
        System.out.printf("HostileConnectionsIT /health after %.0f ms: '%s'%n", took, answer);
      }
      if (failed > 1) {
        wrong.add(answer);
      }
    }
  }

  private String health() {
    try {
      return raw(HEALTH);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** For as long as the test may take. */
  private static void until(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  private double medianMillis() throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long begun = System.nanoTime();
      assertThat(client.get("/api/v1/summary").statusCode()).isEqualTo(200);
      millis.add((System.nanoTime() - begun) / 1e6);
    }
    Collections.sort(millis);
    return millis.get(millis.size() / 2);
  }

  private double metric(String name) throws Exception {
    return client
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
