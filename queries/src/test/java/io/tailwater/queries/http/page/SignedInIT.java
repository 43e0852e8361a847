package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyChanges;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.queries.testing.RandomEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of a service that wants keys. */
class SignedInIT extends OpenPage {
  private static final String STREAM_ALONE =
      "window.setInterval = () => 0; const later = window.setTimeout;"
          + "window.setTimeout = (step, ms) => (ms > 4000 ? 0 : later(step, 0));"
          + "window.streams = 0; const Source = window.EventSource;"
          + "window.EventSource = class extends Source {"
          + " constructor(url) { super(url); window.streams++; } }";

  private final Path keys = fileOfKeys();
  private final String all = key("all", EnumSet.of(KeyScope.READ, KeyScope.REJECTS_READ));
  private final String some = key("some", EnumSet.of(KeyScope.READ));

  @Override
  String[] settings() {
    return new String[] {"server.auth.keys_file=" + keys};
  }

  @Override
  String expectedTrouble() {
    return "Failed to load resource";
  }

  @Test
  void aKeyOpensThePageUntilItsHolderSignsOut() throws Exception {
    signIn(all);
    lake.commit(new RandomEvents(5).between(hour.minus(1, ChronoUnit.HOURS), hour, 9));
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
    assertThat(browser.all(".problem:not([hidden])")).isEmpty();
    assertThat(browser.all("#rejects details")).isNotEmpty();
    browser.press("footer", "sign out");
    assertThat(browser.find("input[name=key]").isDisplayed()).isTrue();
    browser.go(service.url() + "/");
    assertThat(browser.find("input[name=key]").isDisplayed()).isTrue();
  }

  @Test
  void whatAKeyMayNotSeeIsSaidInItsPanelAlone() throws Exception {
    signIn(some);
    assertThat(browser.text("#rejects .problem")).contains("rejects:read");
    assertThat(browser.all(".problem:not([hidden])")).hasSize(1);
    asks(() -> choose("#range", "7d"));
    assertThat(requests()).isPositive();
    assertThat(rows("#endpoints")).isNotEmpty();
  }

  @Test
  void whoSignedOutElsewhereHearsNothingUntilTheNextSignIn() throws Exception {
    signIn(all);
    // Without clocks the page can know of it, and of commits, from the stream alone.
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", STREAM_ALONE));
    open("");
    post("/session/end", "");
    browser.until("document.querySelector('#banner').textContent.includes('session has ended')");
    long streams = browser.js("return window.streams");
    for (int i = 0; i < 3; i++) {
      browser.keys("r");
      browser.until("document.querySelector('#strip').textContent.includes('REFUSED')");
    }
    assertThat((Long) browser.js("return window.streams")).isEqualTo(streams);

    post("/session", "key=" + all);
    browser.js("window.dispatchEvent(new Event('focus'))");
    browser.until("!document.querySelector('.problem:not([hidden]), .stale')");
    browser.until("window.streams === arguments[0]", streams + 1);
    lake.commit(new RandomEvents(6).between(hour.minus(1, ChronoUnit.HOURS), hour, 9));
    browser.until("document.documentElement.dataset.settled === arguments[0]", "" + lake.seq());
  }

  /** As another tab of the same browser would: the cookie is of all of them. */
  private void post(String path, String body) {
    String type = "application/x-www-form-urlencoded";
    browser.js(
        "return fetch(arguments[0], { method: 'POST', body: arguments[1],"
            + " headers: { 'Content-Type': arguments[2] } }).then((answer) => answer.status)",
        path,
        body,
        type);
  }

  private void signIn(String key) throws Exception {
    browser.go(service.url() + "/");
    browser.type("input[name=key]", key);
    browser.click("main button, form button");
    settled();
  }

  private String key(String id, Set<KeyScope> scopes) {
    try {
      String key = ApiKeys.newKey();
      new KeyChanges(keys).add(ApiKey.of(id, key, scopes, Instant.now(), "tests"));
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fileOfKeys() {
    try {
      return Files.createTempDirectory("keys").resolve("keys");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
