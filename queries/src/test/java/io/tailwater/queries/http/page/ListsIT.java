package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page's tables and lists hold the rows that the API answers with, in its order. */
class ListsIT extends OpenPage {
  private String question;

  @BeforeEach
  void openADay() throws Exception {
    question = day("&as_of=" + lake.seq());
    open(day(""));
  }

  @Test
  void endpoints() throws Exception {
    JsonNode items = api("/api/v1/endpoints", question + "&min_requests=20&limit=15").path("items");
    List<List<String>> want = new ArrayList<>();
    for (JsonNode item : items) {
      want.add(
          List.of(
              item.path("endpoint").isNull() ? "no path" : item.path("endpoint").asText(),
              "",
              Spelled.count(item.path("requests")),
              Spelled.percent(item.path("server_error_ratio")),
              Spelled.percent(
                  item.path("client_errors").asDouble() / item.path("requests").asDouble()),
              Spelled.ms(item.path("p50_ms")),
              Spelled.ms(item.path("p95_ms")),
              Spelled.ms(item.path("p99_ms")),
              Spelled.ms(item.path("total_time_ms")),
              Spelled.bytes(item.path("bytes")),
              "events"));
    }
    assertThat(want).hasSizeGreaterThan(5);
    assertThat(rows("#endpoints")).isEqualTo(want);
  }

  @Test
  void clientsByEachOfTheirTabs() throws Exception {
    for (String by : List.of("client_ip", "user_agent", "client_class")) {
      open(day("&clients=" + by));
      JsonNode items = api("/api/v1/clients", question + "&limit=10&by=" + by).path("items");
      List<List<String>> want = new ArrayList<>();
      for (JsonNode item : items) {
        want.add(
            List.of(
                item.path("value").isNull() ? "none" : item.path("value").asText(),
                Spelled.count(item.path("requests")),
                Spelled.percent(item.path("error_ratio")),
                Spelled.bytes(item.path("bytes")),
                Spelled.ms(item.path("p95_ms")),
                "events"));
      }
      assertThat(want).as(by).isNotEmpty();
      assertThat(rows("#clients")).as(by).isEqualTo(want);
    }
  }

  @Test
  void aColumnThatIsNotKeptIsSaidToBe() throws Exception {
    asks(() -> press("#clients .tabs", "referer"));
    assertThat(browser.text("#clients .empty")).contains("None of these requests");
    asks(() -> press("#clients .tabs", "kind"));
    assertThat(rows("#clients")).isNotEmpty();
  }

  @Test
  void rejectedLinesAndWhy() throws Exception {
    List<String> want = new ArrayList<>();
    for (JsonNode reason : api("/api/v1/rejects", question).path("reasons")) {
      want.add(
          reason.path("reason").asText()
              + " "
              + Spelled.count(reason.path("rejects"))
              + " last "
              + Spelled.time(reason.path("last").asText())
              + " UTC");
    }
    List<String> got =
        browser.js(
            "return [...document.querySelectorAll('#rejects summary')].map((summary) =>"
                + " [...summary.children].map((cell) => cell.textContent).join(' '))");
    assertThat(got).hasSize(2).isEqualTo(want);
    assertThat(browser.text("#rejects pre")).isEqualTo("nor is this");
    String first = api("/api/v1/rejects", question).at("/reasons/0/first").asText();
    assertThat(browser.text("#rejects details")).contains("first " + Spelled.time(first) + " UTC");
  }

  @Test
  void howFreshTheNumbersAre() throws Exception {
    JsonNode status = api("/api/v1/status", "");
    assertThat(browser.text("#strip"))
        .contains("№ " + lake.seq())
        .contains(Spelled.time(status.path("newest_event").asText()))
        .contains(Spelled.time(status.path("watermark").asText()));
    assertThat(browser.text("#strip")).contains("last commit");
  }

  @Test
  void tablesAndLogs() throws Exception {
    JsonNode status = api("/api/v1/status", "");
    browser.click("#health summary");
    assertThat(browser.text("#health summary"))
        .contains(Spelled.count(status.path("events")) + " events")
        .contains(Spelled.count(status.path("rejects")) + " rejected");
    List<List<String>> rows = rows("#health");
    for (int i = 0; i < status.path("tables").size(); i++) {
      JsonNode table = status.path("tables").path(i);
      assertThat(rows.get(i))
          .startsWith(
              table.path("table").asText(),
              Spelled.count(table.path("rows")),
              Spelled.count(table.path("files")),
              Spelled.bytes(table.path("bytes")));
    }
    assertThat(rows.get(status.path("tables").size()))
        .startsWith("web", status.path("logs").path(0).path("log").asText());
  }
}
