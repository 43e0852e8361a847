package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The address holds what is looked at, and nothing that is the reader's own. */
class LinksIT extends OpenPage {
  private static final String SHOWN =
      "return ['#kpis', '#endpoints', '#clients', '#statuses'].map((css) =>"
          + " document.querySelector(css).innerText)";

  @Test
  void anAddressShowsTheSameInAnotherTab() throws Exception {
    open(day(""));
    asks(() -> choose("[name=compare]", "previous"));
    asks(() -> choose("[name=status]", "5xx"));
    asks(() -> press("#endpoints .tabs", "Most time"));
    asks(() -> press("#clients .tabs", "kind"));
    asks(() -> press("#bands", "log scale"));
    List<String> shown = browser.js(SHOWN);
    browser.tab(browser.url());
    browser.size(1280, 3000);
    settled();
    assertThat(browser.<List<String>>js(SHOWN)).isEqualTo(shown);
    assertThat(browser.text("#bands .actions")).isEqualTo("linear scale");
    assertThat((String) browser.js("return document.querySelector('[name=compare]').value"))
        .isEqualTo("previous");
  }

  @Test
  void aRelativeRangeStaysRelativeAndTheExactLinkDoesNot() throws Exception {
    open("?from=now-6h&status=2xx");
    asks(() -> press("#endpoints .tabs", "Slowest p95"));
    assertThat(inUrl("from")).isEqualTo("now-6h");
    long requests = requests();
    browser.press("#controls", "link");
    browser.until("document.querySelector('#announce').textContent");
    String link = browser.copied();
    assertThat(link).contains("as_of=" + lake.seq(), "status=2xx").doesNotContain("now");
    browser.go(link);
    settled();
    assertThat(requests()).isEqualTo(requests);
  }

  @Test
  void theZoneIsInTheAddressAndBesideTheTimes() throws Exception {
    browser.zone("Asia/Kathmandu");
    open(day(""));
    assertThat(browser.text("#range")).contains("UTC");
    asks(() -> click("#zone"));
    assertThat(inUrl("tz")).isEqualTo("local");
    assertThat(browser.text("#range")).contains("GMT+5:45");
    browser.press("#traffic", "table");
    assertThat(browser.text("#traffic thead")).contains("GMT+5:45");
    assertThat(rows("#traffic").get(0).get(0)).endsWith(":45");
    assertThat(browser.text("#strip")).contains("GMT+5:45").doesNotContain("UTC");
  }

  @Test
  void theThemeIsTheReadersAndStays() throws Exception {
    open(day(""));
    String light = browser.js("return getComputedStyle(document.body.parentElement).color");
    browser.click("[title^='light or dark']");
    browser.until("document.documentElement.dataset.theme === 'dark'");
    String dark = browser.js("return getComputedStyle(document.body.parentElement).color");
    assertThat(dark).isNotEqualTo(light);
    assertThat(browser.url()).doesNotContain("dark");
    open(day(""));
    assertThat((String) browser.js("return getComputedStyle(document.body.parentElement).color"))
        .isEqualTo(dark);
    browser.js("localStorage.clear()");
    browser.dark(true);
    open(day(""));
    assertThat((String) browser.js("return getComputedStyle(document.body.parentElement).color"))
        .isEqualTo(dark);
  }

  @Test
  void aDarkPageIsPrintedLight() throws Exception {
    String colours =
        "[getComputedStyle(document.body).backgroundColor,"
            + " getComputedStyle(document.querySelector('.card')).backgroundColor].join()";
    browser.dark(true);
    open(day(""));
    String dark = browser.js("return " + colours);
    browser.js("addEventListener('beforeprint', () => (window.printed = " + colours + "))");
    browser.cdp("Page.printToPDF", Map.of());
    browser.dark(false);
    assertThat((String) browser.js("return window.printed"))
        .isEqualTo(browser.js("return " + colours))
        .isNotEqualTo(dark);
    browser.dark(true);
    assertThat((String) browser.js("return " + colours)).isEqualTo(dark);
  }

  @Test
  void nothingIsAskedOfAnotherHost() throws Exception {
    open(day("&compare=previous"));
    assertThat(browser.asked())
        .hasSizeGreaterThan(20)
        .allSatisfy(address -> assertThat(address).startsWith(service.url() + "/"));
  }
}
