package io.tailwater.queries.http;

import io.tailwater.queries.Text;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.DayNumbers;
import io.tailwater.queries.api.Freshness;
import io.tailwater.queries.api.LedgerSums;
import io.tailwater.queries.api.Meta;
import io.tailwater.queries.api.Numbers;
import io.tailwater.queries.api.SourceTrouble;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A day on a page: rendered here, refreshed by the browser, without scripts. Whatever comes from
 * the data passes through {@link #text}.
 */
final class DayPage {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** Some server errors are normal; one request in a hundred is worth red. */
  private static final double ALARMING = 0.01;

  private DayPage() {}

  /** The page before the first commit. */
  static String waiting() {
    return page(
        2,
        "waiting",
        "<header><h1>Tailwater</h1></header><main><section class=\"card empty\">"
            + "<h2>No commit yet</h2><p>The service runs and waits for the first commit to the"
            + " lake. This page looks again every two seconds.</p></section></main>");
  }

  /** The page of a day. */
  static String render(Answers.Answered answered) {
    return render(answered, false);
  }

  /** The page of a day, with a way to sign out for those who have signed in. */
  static String render(Answers.Answered answered, boolean signedIn) {
    DayNumbers day = (DayNumbers) answered.body();
    StringBuilder html = new StringBuilder();
    html.append(header(day, answered.meta()));
    html.append("<main>").append(tiles(day.total()));
    html.append("<section class=\"card\"><h2>Requests by hour <small>UTC</small></h2>")
        .append(HourChart.render(day.hours()))
        .append("</section>");
    html.append("<section class=\"card\"><h2>Busiest endpoints</h2>");
    html.append(endpoints(day)).append("</section>");
    html.append("<section class=\"card\"><h2>Freshness</h2>");
    html.append(freshness(day.freshness(), answered.meta())).append("</section></main>");
    html.append(
        "<footer>The same numbers for machines: <a href=\"/api/v1/openapi.json\">"
            + "/api/v1/openapi.json</a>"
            + (signedIn ? " · <a href=\"/session\">sign out</a>" : "")
            + "</footer>");
    return page(10, day.date().toString(), html.toString());
  }

  private static String page(int refreshSeconds, String title, String body) {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + "<meta name=\"color-scheme\" content=\"light dark\">"
        + "<meta http-equiv=\"refresh\" content=\""
        + refreshSeconds
        + "\"><title>Tailwater · "
        + Html.text(title)
        + "</title><link rel=\"icon\" href=\"/favicon.svg\">"
        + "<link rel=\"stylesheet\" href=\"/page.css\"></head><body>"
        + body
        + "</body></html>";
  }

  private static String header(DayNumbers day, Meta meta) {
    Freshness lake = day.freshness();
    boolean fresh = lake.problem() == null && lake.ageSeconds() < FRESH.toSeconds();
    LocalDate date = day.date();
    return "<header><h1>Tailwater</h1><nav><a href=\"/?date="
        + date.minusDays(1)
        + "\" aria-label=\"the day before\">‹</a><strong>"
        + date
        + "</strong><a href=\"/?date="
        + date.plusDays(1)
        + "\" aria-label=\"the day after\">›</a><a href=\"/\">newest</a></nav><p class=\"pill "
        + (fresh ? "good" : "old")
        + "\">"
        + (lake.problem() == null ? "commit " + meta.cut().seq() : "lake unreachable")
        + " · "
        + Text.age(lake.ageSeconds())
        + " ago</p></header>";
  }

  private static String tiles(Numbers total) {
    return "<section class=\"tiles\">"
        + tile("Requests", Text.count(total.requests()), Text.bytes(total.bytes()) + " sent", "")
        + tile(
            "Server errors",
            Text.percent(total.serverErrorRatio()),
            Text.count(total.serverErrors()) + " × 5xx",
            alarming(total.serverErrorRatio()) ? "bad" : "")
        + tile(
            "Client errors",
            Text.percent(
                total.requests() == 0
                    ? null
                    : (Double) ((double) total.clientErrors() / total.requests())),
            Text.count(total.clientErrors()) + " × 4xx",
            "")
        + tile("p50", Text.ms(total.p50Ms()), "half are faster", "")
        + tile("p95", Text.ms(total.p95Ms()), "one in 20 is slower", "")
        + tile("p99", Text.ms(total.p99Ms()), "one in 100 is slower", "")
        + "</section>";
  }

  private static boolean alarming(Double serverErrorRatio) {
    return serverErrorRatio != null && serverErrorRatio >= ALARMING;
  }

  private static String tile(String name, String value, String note, String mood) {
    return "<div class=\"tile "
        + mood
        + "\"><h2>"
        + name
        + "</h2><p>"
        + value
        + "</p><small>"
        + note
        + "</small></div>";
  }

  private static String endpoints(DayNumbers day) {
    List<DayNumbers.Endpoint> endpoints = day.endpoints();
    if (endpoints.isEmpty()) {
      return "<p class=\"empty\">No request on this day.</p>";
    }
    long most = endpoints.get(0).numbers().requests();
    StringBuilder rows = new StringBuilder();
    for (DayNumbers.Endpoint endpoint : endpoints) {
      Numbers numbers = endpoint.numbers();
      String name = endpoint.name() == null ? null : Html.text(endpoint.name());
      rows.append(
              name == null
                  ? "<tr><th scope=\"row\">"
                  : "<tr><th scope=\"row\" title=\"" + name + "\">")
          .append(name == null ? "<i>no path</i>" : name)
          .append("</th><td class=\"bar\"><progress max=\"")
          .append(most)
          .append("\" value=\"")
          .append(numbers.requests())
          .append("\"></progress></td>")
          .append(cell(Text.count(numbers.requests())))
          .append(cell(Text.percent(numbers.errorRatio())))
          .append(cell(Text.ms(numbers.p50Ms())))
          .append(cell(Text.ms(numbers.p95Ms())))
          .append(cell(Text.ms(numbers.p99Ms())))
          .append("</tr>");
    }
    return "<div class=\"scroll\"><table><thead><tr><th>endpoint</th><th></th><th>requests</th>"
        + "<th>errors</th><th>p50</th><th>p95</th><th>p99</th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div>";
  }

  private static String completeness(Meta meta) {
    if (meta.complete()) {
      return "complete";
    }
    boolean closed = meta.watermark() != null && !meta.watermark().isBefore(meta.to());
    return closed ? "older than what is kept, at least in part" : "still open";
  }

  private static String freshness(Freshness lake, Meta meta) {
    return "<dl>"
        + fact("last commit", time(lake.lastCommit()) + " (number " + meta.cut().seq() + ")")
        + fact("newest event", time(lake.newestEvent()))
        + fact("watermark", time(lake.watermark()))
        + fact("this day", completeness(meta))
        + fact("logs", Text.count(lake.logs()) + ", " + behind(lake))
        + fact(
            "lines",
            Text.count(lake.sums().lines())
                + " read, "
                + Text.count(lake.sums().rejects())
                + " rejected, "
                + Text.count(lake.sums().filtered())
                + " filtered")
        + losses(lake.sums())
        + (lake.problem() == null ? "" : fact("problem", Html.text(lake.problem())))
        + (lake.commitTrouble() == null ? "" : fact("commits fail", Html.text(trouble(lake))))
        + lake.sourceTroubles().stream().map(DayPage::trouble).collect(Collectors.joining())
        + "</dl>";
  }

  private static String trouble(Freshness lake) {
    return "since " + lake.commitTrouble().since() + ": " + lake.commitTrouble().reason();
  }

  private static String trouble(SourceTrouble source) {
    return fact(
        "source " + Html.text(source.source()) + " fails",
        Html.text("since " + source.since() + ": " + source.reason()));
  }

  private static String behind(Freshness lake) {
    return lake.bytesBehind() == 0
        ? "all read to the end"
        : Text.amounts(lake.bytesBehind(), lake.recordsBehind())
            + " behind, unread for "
            + Text.age(lake.oldestUnreadAgeSeconds());
  }

  /** Nothing where nothing was lost. */
  private static String losses(LedgerSums sums) {
    if (sums.losses().records() == 0) {
      return "";
    }
    return fact(
        "losses",
        losses(sums.lossesLastDay())
            + " recorded in the last 24 h, "
            + losses(sums.losses())
            + " ever: see <a href=\"/api/v1/status\">status</a>");
  }

  private static String losses(LedgerSums.Losses losses) {
    if (losses.records() == 0) {
      return "none";
    }
    return Text.count(losses.records())
        + " ("
        + Text.amounts(losses.bytes(), losses.lostRecords())
        + (losses.ofUnknownSize() == 0 ? ")" : " known, maybe more)");
  }

  private static String fact(String name, String value) {
    return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>";
  }

  private static String cell(String value) {
    return "<td>" + value + "</td>";
  }

  private static String time(Instant time) {
    return time == null ? "unknown" : CLOCK.format(time);
  }
}
