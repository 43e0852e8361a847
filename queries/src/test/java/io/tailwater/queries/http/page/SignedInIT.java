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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of a service that wants keys. */
class SignedInIT extends OpenPage {
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
