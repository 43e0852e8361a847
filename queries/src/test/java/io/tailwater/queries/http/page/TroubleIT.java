package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.JobPulse;
import io.tailwater.queries.testing.RandomEvents;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page says when there is nothing to show, and that it recovers by itself. */
class TroubleIT extends OpenPage {
  private final String listen = "server.listen=127.0.0.1:" + freePort();

  @Override
  String[] settings() {
    return new String[] {listen};
  }

  @Override
  String expectedTrouble() {
    return "Failed to load resource";
  }

  @Test
  void aServiceThatIsAwayIsSaidAndItsReturnIsNoticed() throws Exception {
    open(day(""));
    long requests = requests();
    service.close();
    browser.until("document.querySelector('#strip').textContent.includes('SERVICE AWAY')");
    assertThat(requests()).isEqualTo(requests);
    browser.until("document.querySelector('#traffic .problem')");
    serve(listen);
    browser.until("!document.querySelector('#strip').textContent.includes('AWAY')");
    browser.until("!document.querySelector('.problem:not([hidden]), .stale')");
    lake.commit(new RandomEvents(8).between(hour.minus(1, ChronoUnit.HOURS), hour, 9));
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
    assertThat(requests()).isEqualTo(requests + 9);
  }

  @Test
  void aPanelOutOfSightRecoversWithTheOthers() throws Exception {
    browser.size(1280, 600);
    browser.go(service.url() + "/" + day(""));
    browser.until("document.documentElement.dataset.settled");
    service.close();
    browser.keys("r");
    browser.until("document.querySelector('#clients .problem')");
    serve(listen);
    browser.until("!document.querySelector('.problem:not([hidden]), .stale')");
    assertThat((Long) browser.js("return scrollY")).isZero();
    assertThat(rows("#clients")).isNotEmpty();
  }

  @Test
  void anIngestThatStopsIsSaid() throws Exception {
    open("");
    lake.commit(new RandomEvents(9).between(hour.minus(1, ChronoUnit.HOURS), hour, 9));
    browser.until("document.querySelector('#strip .pill.good')");
    JobPulse.stop(lake.location());
    browser.keys("r");
    browser.until("document.querySelector('#strip .pill.bad')");
    assertThat(browser.text("#strip .pill")).startsWith("STOPPED");
  }

  @Test
  void aPageThatHasNotAskedSaysSoOfItselfAndNotOfTheJob() throws Exception {
    open("?refresh=off");
    browser.js("const now = Date.now; Date.now = () => now() + 60000");
    browser.until("document.querySelector('#strip .pill').textContent.startsWith('PAUSED')");
  }

  @Test
  void anEmptyRangeTellsWhereTheNewestEventIs() throws Exception {
    open("?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");
    assertThat(requests()).isZero();
    String newest = api("/api/v1/status", "").path("newest_event").asText();
    assertThat(browser.text("#banner")).contains("No requests", Spelled.time(newest));
    for (String panel : List.of("#traffic", "#statuses", "#bands", "#heatmap", "#endpoints")) {
      assertThat(browser.text(panel + " .empty")).as(panel).contains("in this range");
    }
    asks(() -> press("#banner", "jump there"));
    assertThat(requests()).isPositive();
    assertThat(browser.find("#banner").isDisplayed()).isFalse();
    assertThat(browser.all("#traffic .empty")).isEmpty();
  }

  @Test
  void filtersThatLeaveNothingAreTakenOffByAButton() throws Exception {
    open(day("&method=BREW"));
    assertThat(browser.text("#banner")).contains("No requests match the filters");
    asks(() -> press("#banner", "remove the filters"));
    assertThat(requests()).isPositive();
  }

  @Test
  void aTableOfAPanelThatIsEmptyNowDoesNotKeepOldNumbers() throws Exception {
    open(day(""));
    browser.press("#traffic", "table");
    browser.js("history.pushState(null, '', '?from=2020-01-01&to=2020-01-02')");
    browser.js("history.pushState(null, '', '?')");
    asks(() -> back(-1));
    assertThat(rows("#traffic")).isEmpty();
    assertThat(browser.text("#traffic .as-table")).contains("No requests");
  }

  @Test
  void whatCannotBeAnsweredSaysWhyInItsPanel() throws Exception {
    for (String wrong : List.of("?status=banana", "?from=banana")) {
      open(wrong);
      for (String panel : List.of("#traffic", "#bands", "#heatmap", "#endpoints")) {
        assertThat(browser.text(panel + " .problem")).as(panel + wrong).contains("banana");
        assertThat(browser.text(panel + " .problem code")).as(panel).isNotEmpty();
      }
      assertThat(browser.text("#strip")).contains("№ " + lake.seq());
    }
  }
}
