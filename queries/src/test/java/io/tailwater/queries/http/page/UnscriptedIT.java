package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** A browser that runs no scripts is told where the numbers are. */
class UnscriptedIT extends OpenPage {
  @Test
  void withoutScriptsThePageSaysWhereTheNumbersAre() throws Exception {
    browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    browser.go(service.url() + "/");
    WebElement said = browser.find("noscript .banner");
    assertThat(said.isDisplayed()).isTrue();
    assertThat(said.getText()).contains("JavaScript", "./tailwater top --watch");
    assertThat(browser.find("main").isDisplayed()).isFalse();
    assertThat(browser.find("#strip").isDisplayed()).isFalse();

    List<String> links = new ArrayList<>();
    for (WebElement link : browser.all("noscript a")) {
      links.add(link.getDomAttribute("href"));
    }
    assertThat(links).contains("/docs", "/docs/tables", "/api/v1/summary?format=csv");
    for (String link : links) {
      assertThat(client.get(link, "Accept", "text/html,*/*;q=0.8").statusCode())
          .as(link)
          .isEqualTo(200);
    }
    browser.click("noscript a[href='/docs/tables']");
    assertThat(browser.text("h1, h2")).isNotBlank();
    assertThat(browser.url()).endsWith("/docs/tables");
  }
}
