package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** All of it without a mouse. */
class KeyboardIT extends OpenPage {
  @BeforeEach
  void openADay() throws Exception {
    open(day(""));
  }

  @Test
  void theSheetNamesEveryKey() throws Exception {
    browser.keys("?");
    List<String> keys =
        browser.js("return [...document.querySelectorAll('#sheet kbd')].map((k) => k.textContent)");
    assertThat(keys)
        .containsExactlyInAnyOrder(
            "/", "t", "r", "z", "[", "]", "c", "b", "u", "d", "j", "k", "Escape", "?");
    browser.keys(Keys.ESCAPE);
    browser.until("!document.querySelector('dialog[open]')");
    browser.js("localStorage.clear()");
  }

  @Test
  void keysCanBeTurnedOff() throws Exception {
    browser.keys("?");
    browser.until("document.querySelector('dialog[open]')");
    browser.js("document.getElementById('keys-work').click()");
    browser.keys(Keys.ESCAPE);
    browser.until("!document.querySelector('dialog[open]')");

    browser.keys("?");
    assertThat(browser.all("dialog[open]")).isEmpty();
    browser.js("localStorage.clear()");
    browser.keys("?");
    browser.until("document.querySelector('dialog[open]')");
    browser.keys(Keys.ESCAPE);
    browser.until("!document.querySelector('dialog[open]')");
  }

  @Test
  void keysMoveTheRange() throws Exception {
    asks(() -> keys("["));
    assertThat(Instant.parse(inUrl("to"))).isEqualTo(hour.minus(24, ChronoUnit.HOURS));
    asks(() -> keys("]"));
    assertThat(Instant.parse(inUrl("to"))).isEqualTo(hour);
    asks(() -> keys("z"));
    assertThat(Instant.parse(inUrl("from"))).isEqualTo(hour.minus(36, ChronoUnit.HOURS));
    browser.keys("t");
    assertThat((String) browser.js("return document.activeElement.id")).isEqualTo("from");
    browser.js("document.activeElement.select()");
    browser.keys("now-1h", Keys.TAB);
    browser.js("document.activeElement.select()");
    asks(() -> keys("now", Keys.ENTER));
    assertThat(inUrl("from")).isEqualTo("now-1h");
  }

  @Test
  void keysChangeWhatIsShown() throws Exception {
    asks(() -> keys("c"));
    assertThat(inUrl("compare")).isEqualTo("7d");
    asks(() -> keys("b"));
    assertThat(inUrl("client_class")).isEqualTo("human");
    asks(() -> keys("b"));
    assertThat(inUrl("client_class")).isEqualTo("bot");
    asks(() -> keys("u"));
    assertThat(inUrl("tz")).isEqualTo("local");
    asks(() -> keys(Keys.ESCAPE));
    assertThat(inUrl("client_class")).isEmpty();
    asks(() -> keys("r"));
    browser.keys("d");
    browser.until("document.documentElement.dataset.theme === 'dark'");
    browser.keys("d");
    browser.until("document.documentElement.dataset.theme === 'light'");
    browser.js("localStorage.clear()");
  }

  @Test
  void endpointsAreFoundAndStepped() throws Exception {
    browser.keys("j", "j", "k", "j");
    String second = rows("#endpoints").get(1).get(0);
    assertThat((String) browser.js("return document.activeElement.textContent")).isEqualTo(second);
    asks(() -> keys(Keys.ENTER));
    assertThat(inUrl("endpoint")).isEqualTo(second);
    browser.js("document.activeElement.blur()");
    browser.keys("/");
    // Letters are text there, not keys.
    browser.js("document.activeElement.select()");
    asks(() -> keys("/items/2/{id}", Keys.ENTER));
    assertThat(inUrl("endpoint")).isEqualTo("/items/2/{id}");
  }

  @Test
  void arrowsReadAChartAloud() throws Exception {
    for (String chart : List.of("#traffic", "#bands", "#heatmap")) {
      browser.js("document.querySelector(arguments[0] + ' .plot').focus()", chart);
      browser.keys(Keys.ARROW_RIGHT);
      String first = browser.text("#announce");
      assertThat(first).as(chart).contains(Spelled.time(inUrl("from")), "UTC");
      browser.keys(Keys.ARROW_RIGHT);
      assertThat(browser.text("#announce")).as(chart).isNotEqualTo(first);
      browser.keys(Keys.ARROW_LEFT);
      assertThat(browser.text("#announce")).as(chart).isEqualTo(first);
    }
  }

  @Test
  void theTabKeyReachesEverything() throws Exception {
    String every =
        "return [...document.querySelectorAll('button, a[href], input, select, summary, [tabindex=\"0\"]')]"
            + ".filter((e) => e.checkVisibility() && !e.disabled && !e.closest('dialog'))";
    List<Object> wanted = browser.js(every);
    assertThat(wanted).hasSizeGreaterThan(60);
    browser.js("scrollTo(0, 0); document.activeElement.blur()");
    List<Object> reached = new ArrayList<>();
    for (int i = 0; i < wanted.size() + 5; i++) {
      browser.keys(Keys.TAB);
      reached.add(browser.js("return document.activeElement"));
    }
    assertThat(reached).containsAll(wanted);
    assertThat(reached.get(0)).as("the skip link").isEqualTo(wanted.get(0));
  }
}
