package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.tailwater.queries.testing.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A service in trouble is not asked faster than it can recover, nor by all pages at once. */
class RetriesIT extends OpenPage {
  private static final String FASTER =
      "const later = window.setTimeout;"
          + "window.setTimeout = (step, ms) => later(step, ms / (window.faster ?? 1))";
  private static final String PROBLEM = "{\"type\":\"/problems/no-lake\",\"title\":\"No lake\"}";

  private final int port = freePort();
  private final Map<String, Queue<Long>> asked = new ConcurrentHashMap<>();

  @Override
  String[] settings() {
    return new String[] {"server.listen=127.0.0.1:" + port};
  }

  @Override
  String expectedTrouble() {
    return "Failed to load resource";
  }

  @Test
  void pausesGrowWhileTheServiceFailsAndThePageRecovers() throws Exception {
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", FASTER));
    open("");
    service.close();
    Javalin failing = failing();
    try {
      browser.js("window.faster = 20");
      Waiting.until("tries", () -> times("/api/v1/live").size() >= 6);
      List<Long> tries = times("/api/v1/live");
      assertThat(tries.get(5) - tries.get(4)).isGreaterThan(2 * (tries.get(1) - tries.get(0)));
      assertThat(times("/api/v1/status")).hasSizeBetween(3, 16);
      assertThat(times("/api/v1/summary")).isEmpty();
      assertThat(browser.text("#traffic .problem")).contains("No lake");
    } finally {
      failing.stop();
    }
    serve(settings());
    browser.until("!document.querySelector('.problem:not([hidden]), .stale')");
    assertThat(browser.text("#strip")).doesNotContain("AWAY");
  }

  @Test
  void everyPauseIsDrawnAnewFromALongerSpan() throws Exception {
    open("");
    List<List<Number>> drawn =
        browser.js(
            "return import('/page/pauses.js').then(({ pauses }) => Array.from({ length: 50 }, () =>"
                + " { const of = pauses(1000, 4000);"
                + " return [of.next(), of.next(), of.next(), of.next()]; }))");
    for (List<Number> pauses : drawn) {
      assertThat(pauses.get(0).doubleValue()).isBetween(500.0, 1000.0);
      assertThat(pauses.get(1).doubleValue()).isBetween(1000.0, 2000.0);
      assertThat(pauses.get(2).doubleValue()).isBetween(2000.0, 4000.0);
      assertThat(pauses.get(3).doubleValue()).isBetween(2000.0, 4000.0);
    }
    assertThat(drawn.stream().map(List::toString).distinct()).hasSizeGreaterThan(45);
  }

  /** At the same address, a service that answers everything with a 503. */
  private Javalin failing() {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get("/*", this::fail);
            })
        .start("127.0.0.1", port);
  }

  private void fail(Context ctx) {
    asked
        .computeIfAbsent(ctx.path(), first -> new ConcurrentLinkedQueue<>())
        .add(System.nanoTime());
    ctx.status(503).contentType("application/problem+json").result(PROBLEM);
  }

  private List<Long> times(String path) {
    return List.copyOf(asked.getOrDefault(path, new ConcurrentLinkedQueue<>()));
  }
}
