package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Everybody can read it: axe-core's rules, and room for every text at every width. */
class AccessibleIT extends OpenPage {
  private static final String AXE = read("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");
  private static final String RUN =
      "return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>"
          + " violations.filter((v) => ['serious', 'critical'].includes(v.impact))"
          + ".flatMap((v) => v.nodes.map((n) => v.id + ' at ' + n.target.join(' ')"
          + " + ': ' + n.failureSummary)))";
  private static final String CLIPPED =
      "const found = [];"
          + "for (const e of document.querySelectorAll('body *')) {"
          + " if (!e.checkVisibility() || e.closest('.hidden, .skip, svg, canvas, option')) continue;"
          + " const own = [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());"
          + " if (!own.length) continue;"
          + " const hides = getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1;"
          + " const frame = e.closest('.scroll') ? null : e.closest('.card, .tile, .bar, .strip, .banner');"
          + " const range = document.createRange(); range.selectNodeContents(e);"
          + " const beyond = frame && range.getBoundingClientRect().right > frame.getBoundingClientRect().right + 1;"
          + " const told = e.title && e.title.includes(e.textContent.trim());"
          + " if ((hides && !told && !e.classList.contains('scroll')) || beyond)"
          + " found.push(e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 60)); }"
          + "return found";

  @Override
  String expectedTrouble() {
    // The second is of axe-core's own drawing.
    return "400 \\(Bad Request\\)|willReadFrequently";
  }

  @Test
  void axeFindsNothingSerious() throws Exception {
    for (boolean dark : List.of(false, true)) {
      browser.dark(dark);
      open(day("&compare=previous"));
      browser.js(AXE);
      sound("the page, dark " + dark);
      for (String panel : List.of("#traffic", "#bands", "#heatmap")) {
        browser.press(panel, "table");
      }
      browser.click("#rejects summary");
      browser.click("#health summary");
      sound("its tables, dark " + dark);
      browser.press("#endpoints tbody tr", "events");
      browser.find("#events tbody tr");
      sound("events, dark " + dark);
      browser.keys(Keys.ESCAPE);
      browser.keys("?");
      sound("the keys, dark " + dark);
      browser.keys(Keys.ESCAPE);
      browser.keys("t");
      sound("the range, dark " + dark);
    }
  }

  @Test
  void axeFindsNothingSeriousWhereSomethingIsWrong() throws Exception {
    for (String state : List.of("?status=banana", "?from=2020-01-01&to=2020-01-02", "?as_of=1")) {
      open(state);
      browser.js(AXE);
      sound(state);
    }
  }

  @Test
  void nothingIsCutOffNorWiderThanTheWindow() throws Exception {
    for (int width : List.of(1280, 1024, 768, 390, 320)) {
      browser.size(width, 6000);
      for (String state :
          List.of(day("&compare=previous&region=eu"), "?status=banana", "?as_of=1")) {
        open(state);
        long wide = browser.js("return document.documentElement.scrollWidth");
        assertThat(wide).as("width of " + state).isLessThanOrEqualTo(width);
        assertThat(browser.<List<String>>js(CLIPPED)).as(state + " at " + width).isEmpty();
      }
    }
  }

  private void sound(String what) {
    assertThat(browser.<List<String>>js(RUN)).as(what).isEmpty();
  }

  private static String read(String name) {
    try (InputStream in = AccessibleIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
