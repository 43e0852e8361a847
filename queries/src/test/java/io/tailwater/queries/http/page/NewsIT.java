package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.RandomEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Commits show up by themselves, and disturb nobody. */
class NewsIT extends OpenPage {
  private static final String LISTEN =
      "window.heard = 0; const source = new EventSource('/api/v1/live');"
          + "source.addEventListener('cut', () => window.heard++);"
          + "return new Promise((done) => source.addEventListener('open', () => done(1)))";
  private static final String SETTLED = "return document.documentElement.dataset.settled";
  private static final String FOCUS = "return document.activeElement.closest('tr, li').innerText";

  @Test
  void aCommitShowsWithoutAReload() throws Exception {
    open("?from=now-7d");
    long before = requests();
    browser.js("window.mine = true");
    commit(40);
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
    assertThat(requests()).isEqualTo(before + 40);
    assertThat(browser.text("#strip")).contains("№ " + lake.seq());
    assertThat((Boolean) browser.js("return window.mine")).isTrue();
  }

  @Test
  void namesThatAreNewInACommitOrARangeAreOffered() throws Exception {
    open("?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");
    assertThat(browser.all("#endpoint-names option")).isEmpty();
    asks(() -> press("#banner", "jump there"));
    browser.until("document.querySelector('#endpoint-names [value=\"/items/1/{id}\"]')");

    Instant at = hour.minusSeconds(60);
    lake.commit(List.of(new Event(at, "shop", "/new", "GET", 200, null, "bot", 9L, 5.0)));
    browser.until("document.querySelector('#endpoint-names [value=\"/new\"]')");
    browser.until("document.querySelector('[name=service] [value=shop]')");
  }

  @Test
  void aRefreshKeepsZoomScrollFocusAndWhatIsOpen() throws Exception {
    open(day(""));
    asks(
        () -> {
          browser.drag("#traffic .u-over", 0.4, 0.999);
          return null;
        });
    String url = browser.url();
    browser.press("#heatmap", "table");
    browser.click("#statuses details:not([open]) summary");
    browser.click("#rejects summary");
    browser.js("document.querySelector('#clients tbody tr:nth-child(4) button').focus()");
    browser.js("document.querySelector('#heatmap .as-table .scroll').scrollTop = 40");
    browser.size(1280, 900);
    browser.js("scrollTo(0, 700)");
    String focus = browser.js(FOCUS);

    commit(10);
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
    assertThat(browser.url()).isEqualTo(url);
    assertThat((Long) browser.js("return scrollY")).isEqualTo(700);
    assertThat((Long) browser.js("return document.querySelector('#heatmap .scroll').scrollTop"))
        .isEqualTo(40);
    assertThat((String) browser.js(FOCUS)).startsWith(focus.split("\t")[0]);
    assertThat(browser.all("#statuses details[open]")).hasSize(2);
    assertThat(browser.all("#rejects details[open]")).hasSize(1);
  }

  @Test
  void whatIsTypedIsNotTakenAway() throws Exception {
    open("");
    browser.click("#endpoints input");
    browser.keys("55");
    commit(10);
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
    assertThat((String) browser.js("return document.activeElement.value")).contains("55");
  }

  @Test
  void anOpenDialogIsWaitedFor() throws Exception {
    open("");
    browser.js(LISTEN);
    String settled = browser.js(SETTLED);
    browser.keys("?");
    commit(10);
    browser.until("window.heard > 0");
    assertThat((String) browser.js(SETTLED)).isEqualTo(settled);
    browser.keys(Keys.ESCAPE);
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
  }

  @Test
  void aHiddenPageAsksNothingUntilItIsLookedAt() throws Exception {
    open("");
    browser.js(LISTEN);
    hide(true);
    String settled = browser.js(SETTLED);
    commit(10);
    browser.until("window.heard > 0");
    assertThat((String) browser.js(SETTLED)).isEqualTo(settled);
    hide(false);
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
  }

  @Test
  void anOlderCommitStandsStillAndSaysSo() throws Exception {
    open(day("&as_of=1"));
    assertThat(requests())
        .isEqualTo(api("/api/v1/summary", day("&as_of=1")).path("requests").asLong());
    assertThat(browser.text("#banner")).contains("older state", "1", "stand still");
    browser.js(LISTEN);
    commit(10);
    browser.until("window.heard > 0");
    assertThat((String) browser.js(SETTLED)).isEqualTo("1");
    asks(() -> press("#banner", "back to now"));
    assertThat((String) browser.js(SETTLED)).isEqualTo("" + lake.seq());
    assertThat(browser.find("#banner").isDisplayed()).isFalse();
  }

  /** What happens when the tab goes behind another one; without a screen no tab does. */
  private void hide(boolean hidden) {
    browser.js(
        "Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });"
            + "document.dispatchEvent(new Event('visibilitychange'))",
        hidden);
  }

  private void commit(int events) throws Exception {
    lake.commit(
        new RandomEvents(lake.seq()).between(hour.minus(1, ChronoUnit.HOURS), hour, events));
  }
}
