package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** From a number to the lines behind it. */
class EventsIT extends OpenPage {
  private static final String ROWS = "#events tbody tr:not(.details)";

  @Test
  void aTileOpensTheEventsThatItCounts() throws Exception {
    open(day(""));
    JsonNode now = api("/api/v1/summary", day(""));
    final long seq = lake.seq();
    final long failed = now.path("server_errors").asLong();
    lake.commit(new RandomEvents(77).between(hour.minus(1, ChronoUnit.HOURS), hour, 100));
    browser.click("#kpis .tile:nth-child(2) button");
    until(100);
    assertThat(browser.text("#events-title")).contains("commit", "status 5xx");
    List<List<String>> first = rows("#events");
    JsonNode want = api("/api/v1/events", day("&status=5xx&limit=100&as_of=" + seq)).path("items");
    for (int i = 0; i < 100; i++) {
      assertThat(first.get(2 * i).get(1)).isEqualTo(want.path(i).path("status").asText());
      assertThat(first.get(2 * i).get(4)).isEqualTo(Spelled.ms(want.path(i).path("latency_ms")));
    }
    for (long shown = 100; shown < failed; ) {
      browser.press("#events", "more");
      shown = Math.min(failed, shown + 100);
      until(shown);
    }
    assertThat(browser.find("#events footer button").isDisplayed()).isFalse();
  }

  @Test
  void anEventShowsAllThatIsKnownOfIt() throws Exception {
    open(day(""));
    browser.press("#statuses li:has([aria-label$='503'])", "events");
    browser.find(ROWS);
    browser.click(ROWS + " button");
    JsonNode event = client.json("/api/v1/events" + day("&status=503&limit=1")).at("/items/0");
    assertThat(browser.text("#events .details pre"))
        .contains(event.path("host").asText(), event.path("user_agent").asText());
    browser.keys(Keys.ESCAPE);
    browser.until("!document.querySelector('dialog[open]')");
  }

  @Test
  void everyButtonOfEventsAsksForItsOwn() throws Exception {
    open(day(""));
    for (String panel :
        List.of("#endpoints tbody tr:nth-child(2)", "#clients tbody tr:nth-child(2)")) {
      long counted =
          Long.parseLong(
              rows(panel.split(" ")[0]).get(1).stream()
                  .filter(cell -> cell.matches("[0-9,]+"))
                  .findFirst()
                  .orElseThrow()
                  .replace(",", ""));
      browser.press(panel, "events");
      browser.until("document.querySelector('#events[open] tbody tr')");
      until(Math.min(100, counted));
      browser.keys(Keys.ESCAPE);
    }
  }

  @Test
  void aBoxInTheSpreadOpensTheEventsInIt() throws Exception {
    open(day(""));
    browser.box("#heatmap .u-over", 0.3, 0.3, 0.7, 0.7);
    browser.find(ROWS);
    assertThat(browser.text("#events-title")).contains("min_latency_ms", "max_latency_ms");
  }

  @Test
  void aRejectGivesTheCommandThatExplainsIt() throws Exception {
    open(day(""));
    for (String reason : List.of("no_match", "bad_time")) {
      browser.js(
          "[...document.querySelectorAll('#rejects details')].forEach((one) => one.open ="
              + " one.textContent.includes(arguments[0]))",
          reason);
      browser.press("#rejects details[open]", "copy a parse --explain of it");
      browser.until("document.querySelector('#rejects').textContent.includes('copied')");
      String raw = browser.text("#rejects details[open] pre");
      String command = browser.copied();
      assertThat(command).endsWith(" | ./tailwater parse --explain -");
      assertThat(printed(command.replace("./tailwater parse --explain -", "cat")))
          .isEqualTo(raw + "\n");
    }
  }

  private void until(long rows) throws Exception {
    browser.until("document.querySelectorAll(arguments[0]).length === arguments[1]", ROWS, rows);
  }

  private static String printed(String command) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", command).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
