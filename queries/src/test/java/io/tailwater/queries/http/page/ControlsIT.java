package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bar above the numbers, and zooming within them. */
class ControlsIT extends OpenPage {
  @Test
  void presetsOfTheRangeStayRelative() throws Exception {
    open("");
    for (String preset : List.of("1h", "6h", "7d", "30d", "15m")) {
      asks(() -> choose("#range", preset));
      assertThat(inUrl("from")).isEqualTo("now-" + preset);
      assertThat(inUrl("to")).isEmpty();
      assertThat((String) browser.js("return document.querySelector('#range').value"))
          .isEqualTo(preset);
    }
    asks(() -> choose("#range", "24h"));
    assertThat(inUrl("from")).isEmpty();
  }

  @Test
  void aCustomRangeIsTakenOrSaidToBeWrong() throws Exception {
    open("");
    browser.choose("#range", "custom");
    browser.type("#from", "banana");
    browser.press("dialog[open]", "show");
    assertThat(browser.text("dialog[open] .problem")).isEqualTo("'banana' is no time");
    browser.type("#from", "now");
    browser.press("dialog[open]", "show");
    assertThat(browser.text("dialog[open] .problem")).contains("before the end");

    Instant from = hour.minus(30, ChronoUnit.HOURS);
    browser.type("#from", from.toString());
    browser.type("#to", hour.toString());
    asks(() -> press("dialog[open]", "show"));
    assertThat(browser.all("dialog[open]")).isEmpty();
    assertThat(inUrl("from")).isEqualTo(from.toString());
    assertThat(requests()).isEqualTo(counted("?from=" + from + "&to=" + hour));
  }

  @Test
  void aTimeWithoutAZoneIsOfTheZoneThatIsShown() throws Exception {
    browser.zone("Asia/Kathmandu");
    open("");
    browser.choose("#range", "custom");
    browser.type("#from", "2026-01-31 14:00");
    browser.type("#to", "2026-01-31 15:00");
    asks(() -> press("dialog[open]", "show"));
    assertThat(inUrl("from")).isEqualTo("2026-01-31T14:00:00Z");
    asks(() -> click("#zone"));
    asks(() -> choose("#range", "1h"));
    browser.choose("#range", "custom");
    browser.type("#from", "2026-01-31 14:00");
    browser.type("#to", "2026-01-31 15:00");
    asks(() -> press("dialog[open]", "show"));
    assertThat(inUrl("from")).isEqualTo("2026-01-31T08:15:00Z");
  }

  @Test
  void aCancelledCustomRangeChangesNothing() throws Exception {
    open("?from=now-6h");
    browser.choose("#range", "custom");
    browser.type("#from", "now-1h");
    browser.press("dialog[open]", "cancel");
    assertThat((String) browser.js("return document.querySelector('#range').value"))
        .isEqualTo("6h");
    browser.choose("#range", "custom");
    assertThat((String) browser.js("return document.querySelector('#from').value"))
        .isEqualTo("now-6h");
  }

  @Test
  void backAndForwardStepThroughWhatWasLookedAt() throws Exception {
    open(day(""));
    long all = requests();
    asks(() -> choose("[name=status]", "5xx"));
    final long failed = requests();
    asks(() -> choose("[name=client_class]", "bot"));
    asks(() -> back(-2));
    assertThat(requests()).isEqualTo(all);
    assertThat(inUrl("status")).isEmpty();
    asks(() -> back(1));
    assertThat(requests()).isEqualTo(failed).isLessThan(all);
    assertThat((String) browser.js("return document.querySelector('[name=status]').value"))
        .isEqualTo("5xx");
  }

  @Test
  void earlierLaterAndZoomOutMoveTheRange() throws Exception {
    open(day(""));
    asks(() -> click("[title^=earlier]"));
    assertThat(range())
        .containsExactly(hour.minus(48, ChronoUnit.HOURS), hour.minus(24, ChronoUnit.HOURS));
    assertThat(requests()).isEqualTo(counted("?from=" + range().get(0) + "&to=" + range().get(1)));
    asks(() -> click("[title^='zoom out']"));
    assertThat(range())
        .containsExactly(hour.minus(60, ChronoUnit.HOURS), hour.minus(12, ChronoUnit.HOURS));
    asks(() -> click("[title^=later]"));
    assertThat(range())
        .containsExactly(hour.minus(12, ChronoUnit.HOURS), hour.plus(36, ChronoUnit.HOURS));
  }

  @Test
  void draggingInAChartChoosesARange() throws Exception {
    for (String chart : List.of("#traffic", "#bands", "#heatmap")) {
      open(day(""));
      asks(() -> drag(chart));
      Duration chosen = Duration.between(range().get(0), range().get(1));
      assertThat(chosen).as(chart).isBetween(Duration.ofHours(5), Duration.ofHours(7));
      assertThat(range().get(0))
          .isBetween(hour.minus(20, ChronoUnit.HOURS), hour.minus(16, ChronoUnit.HOURS));
      assertThat(requests())
          .isEqualTo(counted("?from=" + range().get(0) + "&to=" + range().get(1)));
      asks(() -> back(-1));
      assertThat(range()).containsExactly(hour.minus(24, ChronoUnit.HOURS), hour);
    }
  }

  @Test
  void comparisonComesAndGoes() throws Exception {
    open(day(""));
    assertThat(browser.all("#kpis .delta")).isEmpty();
    asks(() -> choose("[name=compare]", "previous"));
    assertThat(browser.all("#kpis .delta")).hasSize(6);
    assertThat(browser.text("#endpoints thead")).contains("Δ requests");
    assertThat(browser.text("#traffic .legend")).contains("compared");
    asks(() -> choose("[name=compare]", ""));
    assertThat(browser.all("#kpis .delta")).isEmpty();
    assertThat(browser.text("#endpoints thead")).doesNotContain("Δ");
  }

  private List<Instant> range() {
    return List.of(Instant.parse(inUrl("from")), Instant.parse(inUrl("to")));
  }

  private long counted(String query) throws Exception {
    return api("/api/v1/summary", query).path("requests").asLong();
  }

  private Object drag(String chart) throws Exception {
    browser.drag(chart + " .u-over", 0.25, 0.5);
    return chart;
  }
}
