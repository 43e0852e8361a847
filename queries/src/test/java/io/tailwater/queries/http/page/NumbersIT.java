package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each panel says is what the API answers to the same question. */
class NumbersIT extends OpenPage {
  private String question;
  private String uncompared;

  @BeforeEach
  void openADay() throws Exception {
    uncompared = day("&as_of=" + lake.seq());
    question = day("&compare=previous&as_of=" + lake.seq());
    open(day("&compare=previous"));
  }

  @Test
  void keyNumbersAndTheirChange() throws Exception {
    JsonNode now = api("/api/v1/summary", question);
    JsonNode before = now.path("previous");
    assertThat(now.path("requests").asLong()).isGreaterThan(1000);
    assertThat(tiles("h2"))
        .containsExactly("Requests", "Server errors", "Client errors", "p50", "p95", "p99");
    assertThat(tiles(".value"))
        .containsExactly(
            Spelled.count(now.path("requests")),
            Spelled.percent(now.path("server_error_ratio")),
            Spelled.percent(clientErrors(now)),
            Spelled.ms(now.path("p50_ms")),
            Spelled.ms(now.path("p95_ms")),
            Spelled.ms(now.path("p99_ms")));
    assertThat(tiles(".delta"))
        .containsExactly(
            change(before, now, "requests"),
            change(before, now, "server_error_ratio"),
            Spelled.change(clientErrors(before), clientErrors(now)),
            change(before, now, "p50_ms"),
            change(before, now, "p95_ms"),
            change(before, now, "p99_ms"));
    assertThat(tiles(".note").get(1))
        .isEqualTo(Spelled.count(now.path("server_errors")) + " × 5xx");
  }

  @Test
  void requestsByStatusClass() throws Exception {
    JsonNode answer = api("/api/v1/timeseries", uncompared + "&group_by=status_class");
    JsonNode all = api("/api/v1/timeseries", question);
    Map<String, JsonNode> classes = new TreeMap<>();
    for (JsonNode series : answer.path("series")) {
      String name = series.path("labels").path("status_class").asText();
      classes.put(name.matches("[2-5]xx") ? name : "other", series.path("requests"));
    }
    browser.press("#traffic", "table");
    List<List<String>> rows = rows("#traffic");
    long sum = 0;
    for (int i = 0; i < answer.path("time").size(); i++) {
      List<String> want = new ArrayList<>(List.of(Spelled.time(answer.at("/time/" + i).asText())));
      long total = 0;
      for (String name : List.of("2xx", "3xx", "4xx", "5xx", "other")) {
        long requests = classes.containsKey(name) ? classes.get(name).path(i).asLong() : 0;
        want.add(Spelled.count(requests));
        total += requests;
      }
      want.add(1, Spelled.count(total));
      long errors = classes.containsKey("5xx") ? classes.get("5xx").path(i).asLong() : 0;
      want.add(total == 0 ? "–" : Spelled.percent((double) errors / total));
      want.add(Spelled.count(all.path("previous").path(0).path("requests").path(i)));
      assertThat(rows.get(i)).isEqualTo(want);
      sum += total;
    }
    assertThat(rows).hasSize(answer.path("time").size());
    assertThat(sum).isEqualTo(api("/api/v1/summary", question).path("requests").asLong());
  }

  @Test
  void statusesAndTheirShares() throws Exception {
    JsonNode answer = api("/api/v1/statuses", question);
    double total = 0;
    for (JsonNode item : answer.path("items")) {
      total += item.path("requests").asLong();
    }
    List<String> want = new ArrayList<>();
    for (JsonNode item : answer.path("items")) {
      want.add(
          item.path("status").asText().replace("null", "none")
              + " "
              + Spelled.count(item.path("requests"))
              + " "
              + Spelled.percent(item.path("requests").asLong() / total));
    }
    List<String> got =
        browser.js(
            "return [...document.querySelectorAll('#statuses li')].map((li) =>"
                + " [...li.children].slice(0, 3).map((cell) => cell.textContent).join(' '))");
    assertThat(got).containsExactlyInAnyOrderElementsOf(want);
  }

  @Test
  void latencyOverTime() throws Exception {
    JsonNode answer = api("/api/v1/timeseries", question);
    JsonNode series = answer.path("series").path(0);
    JsonNode slowest = api("/api/v1/summary", question).path("max_ms");
    assertThat(browser.text("#bands h2")).endsWith("slowest " + Spelled.ms(slowest));
    browser.press("#bands", "table");
    List<List<String>> rows = rows("#bands");
    assertThat(rows).hasSize(answer.path("time").size()).hasSizeGreaterThan(20);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i))
          .containsExactly(
              Spelled.time(answer.at("/time/" + i).asText()),
              Spelled.count(series.path("requests").path(i)),
              Spelled.ms(series.path("p50_ms").path(i)),
              Spelled.ms(series.path("p95_ms").path(i)),
              Spelled.ms(series.path("p99_ms").path(i)),
              Spelled.ms(series.path("max_ms").path(i)));
    }
  }

  @Test
  void latenciesByTimeAndBand() throws Exception {
    JsonNode answer = api("/api/v1/latency/heatmap", uncompared);
    browser.press("#heatmap", "table");
    List<List<String>> rows = rows("#heatmap");
    assertThat(rows).hasSize(answer.path("time").size()).hasSizeGreaterThan(20);
    for (int i = 0; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      long sum = 0;
      for (String cell : row.subList(1, row.size())) {
        sum += Long.parseLong(cell.replace(",", ""));
      }
      assertThat(row.get(0)).isEqualTo(Spelled.time(answer.at("/time/" + i).asText()));
      assertThat(row.get(1)).isEqualTo(Spelled.count(answer.path("zeros").path(i)));
      assertThat(sum).isEqualTo(answer.path("latency_count").path(i).asLong());
    }
  }

  private double clientErrors(JsonNode numbers) {
    return numbers.path("client_errors").asDouble() / numbers.path("requests").asDouble();
  }

  private String change(JsonNode before, JsonNode now, String field) {
    return Spelled.change(before.path(field).asDouble(), now.path(field).asDouble());
  }

  private List<String> tiles(String css) {
    return browser.js(
        "return [...document.querySelectorAll('#kpis .tile')]"
            + ".map((tile) => tile.querySelector(arguments[0])?.textContent)",
        css);
  }
}
