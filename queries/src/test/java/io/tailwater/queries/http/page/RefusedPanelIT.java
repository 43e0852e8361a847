package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** One panel's question is answered with a problem, all others as ever. */
class RefusedPanelIT extends OpenPage {
  private static final String HEATMAP = "/api/v1/latency/heatmap";

  /** Clocks run a hundred times as fast, so that what would be asked again is soon. */
  private static final String REFUSING =
      "const later = window.setTimeout; window.setTimeout = (step, ms) => later(step, ms / 100);"
          + "const ask = window.fetch; window.asked = {};"
          + "window.fetch = (url, options) => {"
          + " const path = new URL(url, location).pathname;"
          + " window.asked[path] = (window.asked[path] ?? 0) + 1;"
          + " return path === '%s' ? Promise.resolve(new Response(JSON.stringify({ type: '%s',"
          + " title: 'Not now' }), { status: %d })) : ask(url, options); }";

  @Test
  void whatTakesTooLongIsNotAskedForAgainByItself() throws Exception {
    refuse("/problems/too-slow", 503);
    browser.until("window.asked['/api/v1/status'] >= 4");
    assertThat(browser.text("#heatmap .problem")).contains("Not now");
    assertThat(asked(HEATMAP)).isEqualTo(1);
    browser.press("#heatmap .problem", "try again");
    browser.until("window.asked['" + HEATMAP + "'] === 2");
  }

  @Test
  void whatMayBeAnsweredLaterIsAskedForAgain() throws Exception {
    refuse("/problems/no-lake", 503);
    browser.until("window.asked['" + HEATMAP + "'] >= 3");
  }

  @Test
  void aSessionThatEndsBetweenTwoAnswersIsSaid() throws Exception {
    refuse("/problems/unauthorized", 401);
    browser.until("document.querySelector('#banner').textContent.includes('session has ended')");
  }

  private void refuse(String type, int status) throws Exception {
    browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        Map.of("source", REFUSING.formatted(HEATMAP, type, status)));
    browser.go(service.url() + "/?refresh=off");
    browser.until("document.querySelector('#heatmap .problem')");
  }

  private long asked(String path) {
    return browser.js("return window.asked[arguments[0]]", path);
  }
}
