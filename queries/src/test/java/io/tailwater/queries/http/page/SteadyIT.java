package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers come in where there was room for them: nothing jumps under the reader's eyes. */
class SteadyIT extends OpenPage {
  /** From 0.1 on, by Chromium's measure, people call a page restless. */
  private static final double GOOD = 0.1;

  private static final String WATCH =
      "window.moved = 0; window.moves = [];"
          + "new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
          + " window.moved += entry.value;"
          + " window.moves.push(entry.value + ' ' + entry.sources.map((source) =>"
          + " [source.node?.id || source.node?.nodeName, source.previousRect.y,"
          + " source.currentRect.y])); }))"
          + ".observe({ type: 'layout-shift', buffered: true })";
  private static final String MOVED =
      "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>"
          + " setTimeout(() => done(window.moved), 50))))";

  @Test
  void nothingMovesWhileThePageLoads() throws Exception {
    open(""); // A new process of the browser draws its first page in another size.
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    for (List<Integer> size : List.of(List.of(1280, 900), List.of(1024, 768), List.of(390, 844))) {
      browser.size(size.get(0), size.get(1));
      browser.go(service.url() + "/" + day(""));
      browser.until("document.documentElement.dataset.settled");
      Number moved = browser.js(MOVED);
      String what = browser.js("return window.moves.join('; ')");
      assertThat(moved.doubleValue()).as(size + ": " + what).isLessThan(GOOD);
    }
  }
}
