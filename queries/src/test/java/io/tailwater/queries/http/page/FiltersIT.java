package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Each way to narrow what is shown, and back; and the orders of the endpoints. */
class FiltersIT extends OpenPage {
  @BeforeEach
  void openADay() throws Exception {
    open(day(""));
  }

  @Test
  void listsOfTheBarNarrowEveryPanel() throws Exception {
    asks(() -> choose("[name=service]", "service-1"));
    narrowedTo("service", "service-1");
    asks(() -> choose("[name=service]", ""));
    asks(() -> choose("[name=status]", "400-599"));
    narrowedTo("status", "400-599");
    asks(() -> choose("[name=status]", ""));
    asks(() -> choose("[name=client_class]", "human"));
    narrowedTo("client_class", "human");
  }

  @Test
  void aClassInALegendNarrowsToIt() throws Exception {
    asks(() -> press("#traffic .legend", "4xx"));
    narrowedTo("status", "4xx");
    browser.click("#statuses details:not([open]) summary");
    asks(() -> press("#statuses", "418"));
    narrowedTo("status", "418");
    asks(() -> keys(Keys.ESCAPE));
    assertThat(inUrl("status")).isEmpty();
  }

  @Test
  void aRowNarrowsToItsEndpoint() throws Exception {
    asks(() -> press("#endpoints", "/items/3/{id}"));
    narrowedTo("endpoint", "/items/3/{id}");
    assertThat(rows("#endpoints")).hasSize(1);
    assertThat((String) browser.js("return document.querySelector('#endpoint').value"))
        .isEqualTo("/items/3/{id}");
    asks(
        () -> {
          browser.type("#endpoint", Keys.DELETE.toString());
          return null;
        });
    assertThat(rows("#endpoints")).hasSizeGreaterThan(1);
  }

  @Test
  void aFilterOfALinkIsAChipThatGoesWhenPressed() throws Exception {
    open(day("&method=POST&region=eu"));
    narrowedTo("method", "POST", "region", "eu");
    asks(() -> press(".chips", "method POST ✕"));
    narrowedTo("region", "eu");
    asks(() -> press(".chips", "region eu ✕"));
    narrowedTo();
  }

  @Test
  void tabsAndColumnsOrderTheEndpoints() throws Exception {
    for (List<String> tab :
        List.of(
            List.of("Slowest p95", "-p95"),
            List.of("Most 5xx", "-server_errors"),
            List.of("Highest error share", "-error_ratio"),
            List.of("Most time", "-total_time"),
            List.of("Busiest", "-requests"))) {
      asks(() -> press("#endpoints .tabs", tab.get(0)));
      orderedBy(tab.get(1));
      assertThat(browser.text("#endpoints .tabs [aria-pressed=true]")).isEqualTo(tab.get(0));
    }
    asks(() -> press("#endpoints thead", "bytes"));
    orderedBy("-bytes");
    asks(() -> press("#endpoints thead", "bytes ↓"));
    orderedBy("bytes");
    assertThat(browser.find("#endpoints [aria-sort]").getAttribute("aria-sort"))
        .isEqualTo("ascending");
    asks(() -> press("#endpoints thead", "bytes ↑"));
    orderedBy("-bytes");
  }

  @Test
  void endpointsWithFewRequestsAreLeftOut() throws Exception {
    int before = rows("#endpoints").size();
    asks(
        () -> {
          browser.type("#endpoints input", "100");
          return null;
        });
    assertThat(inUrl("min_requests")).isEqualTo("100");
    assertThat(rows("#endpoints"))
        .hasSizeLessThan(before)
        .allSatisfy(row -> assertThat(Integer.parseInt(row.get(2))).isGreaterThanOrEqualTo(100));
    asks(
        () -> {
          browser.type("#endpoints input", "100000");
          return null;
        });
    asks(() -> press("#endpoints", "show all"));
    assertThat(rows("#endpoints")).hasSizeGreaterThan(before);
  }

  @Test
  void tabsOfTheClientsAskForOthers() throws Exception {
    asks(() -> press("#clients .tabs", "kind"));
    assertThat(inUrl("clients")).isEqualTo("client_class");
    assertThat(rows("#clients")).extracting(row -> row.get(0)).contains("human", "bot", "unknown");
    asks(() -> press("#clients tbody", "bot"));
    narrowedTo("client_class", "bot");
    assertThat(rows("#clients")).hasSize(1);
  }

  /** The address, the first tile and the sum of the statuses are of these filters alone. */
  private void narrowedTo(String... filters) throws Exception {
    StringBuilder query = new StringBuilder(day(""));
    for (int i = 0; i < filters.length; i += 2) {
      String value = URLEncoder.encode(filters[i + 1], StandardCharsets.UTF_8);
      query.append('&').append(filters[i]).append('=').append(value);
      assertThat(inUrl(filters[i])).isEqualTo(filters[i + 1]);
    }
    long requests = api("/api/v1/summary", query.toString()).path("requests").asLong();
    assertThat(requests()).as(query.toString()).isEqualTo(requests).isPositive();
    long sum =
        browser.js(
            "return [...document.querySelectorAll('#statuses summary .num:not(.share):not(.delta)')]"
                + ".reduce((sum, n) => sum + Number(n.textContent.replaceAll(',', '')), 0)");
    assertThat(sum).isEqualTo(requests);
  }

  private void orderedBy(String sort) throws Exception {
    assertThat(inUrl("sort")).isEqualTo(sort.equals("-requests") ? "" : sort);
    List<String> want =
        api("/api/v1/endpoints", day("&limit=15&min_requests=20&sort=" + sort))
            .path("items")
            .findValuesAsText("endpoint");
    List<String> got = rows("#endpoints").stream().map(row -> row.get(0)).toList();
    assertThat(got).as(sort).isEqualTo(want.stream().map(FiltersIT::shown).toList());
  }

  private static String shown(String endpoint) {
    return endpoint.equals("null") ? "no path" : endpoint;
  }
}
