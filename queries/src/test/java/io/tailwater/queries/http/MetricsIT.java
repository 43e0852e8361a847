package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.testing.LedgerLine;
import io.tailwater.queries.testing.Waiting;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Metrics can be read as Prometheus reads them, and say what the API says. */
class MetricsIT extends RunningService {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(?<labels>\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*})?"
              + " (?<value>[-+]?(?:Inf|[0-9.]+(?:[eE][-+]?[0-9]+)?)|NaN)");

  @Test
  void valuesAreThoseOfTheApi() throws Exception {
    start();
    lake.commitLedger(
        Instant.parse("2026-01-01T10:00:00Z"),
        LedgerLine.of("/var/log/other.log#1:2:3.0", 0, 900, 5_000).withLoss(300, "gone: deleted"),
        LedgerLine.of("events-0@Zm9v", 0, 10, 25));
    Waiting.until("cut", () -> client.json("/api/v1/summary").at("/meta/cut/seq").asLong() == 2);
    JsonNode status = client.json("/api/v1/status");
    Map<String, Double> metrics = metrics();

    assertThat(metrics.get("tailwater_snapshot_seq")).isEqualTo(2);
    assertThat(sum(metrics, "tailwater_events_total")).isEqualTo(status.path("events").asDouble());
    assertThat(sum(metrics, "tailwater_rejected_lines_total"))
        .isEqualTo(status.path("rejects").asDouble());
    assertThat(sum(metrics, "tailwater_late_rows_total"))
        .isEqualTo(status.path("late_rows").asDouble());
    assertThat(sum(metrics, "tailwater_lost_total"))
        .isEqualTo(status.path("lost_bytes").asDouble())
        .isEqualTo(300);
    assertThat(sum(metrics, "tailwater_lag_bytes") + sum(metrics, "tailwater_lag_records"))
        .isEqualTo(status.at("/totals/bytes_behind").asDouble())
        .isPositive();
    assertThat(metrics.get("tailwater_snapshot_age_seconds"))
        .isBetween(
            status.path("age_seconds").asDouble(), status.path("age_seconds").asDouble() + 60);
    double lag =
        (System.currentTimeMillis()
                - Instant.parse(status.path("watermark").asText()).toEpochMilli())
            / 1000.0;
    assertThat(metrics.get("tailwater_watermark_lag_seconds")).isBetween(lag - 60, lag + 1);
  }

  @Test
  void requestsAreCountedByRouteAndNeverByPathOrCaller() throws Exception {
    start();
    for (int i = 0; i < 5; i++) {
      client.get("/api/v1/summary");
      client.get("/secret-" + i);
    }
    client.send("BREW", "/api/v1/summary");
    String counts = "tailwater_http_server_request_duration_seconds_count";
    Waiting.until(
        "counted",
        () ->
            metrics()
                    .getOrDefault(
                        counts + "{method=\"GET\",route=\"/api/v1/summary\",status=\"200\"}", 0.0)
                == 5);
    Map<String, Double> metrics = metrics();
    assertThat(metrics.get(counts + "{method=\"GET\",route=\"none\",status=\"404\"}")).isEqualTo(5);
    assertThat(metrics.keySet())
        .noneMatch(name -> name.contains("secret") || name.contains("BREW"));
    assertThat(metrics.get("tailwater_http_server_active_requests")).isEqualTo(1);
    assertThat(metrics.get("tailwater_query_active")).isZero();
    assertThat(metrics.get("tailwater_http_server_open_connections")).isPositive();
    assertThat(metrics.get("jvm_threads_current")).isPositive();
    assertThat(metrics.keySet()).anyMatch(name -> name.startsWith("tailwater_build_info{"));
  }

  /**
   * As a Prometheus server reads them: each name is announced, and each line a sample or comment.
   */
  private Map<String, Double> metrics() throws Exception {
    HttpResponse<String> response = client.get("/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Client.type(response)).startsWith("text/plain; version=0.0.4");
    Map<String, Double> samples = new HashMap<>();
    Map<String, String> types = new HashMap<>();
    for (String line : response.body().lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] type = line.substring("# TYPE ".length()).split(" ");
        assertThat(types.put(type[0], type[1])).as(line).isNull();
        assertThat(type[1]).isIn("counter", "gauge", "histogram");
      } else if (!line.startsWith("# HELP ")) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String family = sample.group("name").replaceAll("_(bucket|count|sum)$", "");
        assertThat(types).as(line).containsKey(family);
        String labels = sample.group("labels");
        String value = sample.group("value").replace("Inf", "Infinity");
        assertThat(
                samples.put(
                    sample.group("name") + (labels == null ? "" : labels.replace(",}", "}")),
                    Double.valueOf(value)))
            .as(line)
            .isNull();
      }
    }
    return samples;
  }

  private static double sum(Map<String, Double> samples, String name) {
    return samples.entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
