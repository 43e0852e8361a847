import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A question in two forms: a path of the service, and the SQL that one would write over a table of
 * hourly counts. Each is asked in many variants, dealt out like cards, so that none comes again
 * before all others; only of days there are no more than the lake has.
 */
enum AnswerQuestion {
  ERRORS(
      "errors by endpoint of a day",
      "SELECT endpoint, sum(requests) FILTER (status >= 400) AS errors, sum(requests) AS requests"
          + " FROM counts WHERE hour >= ? AND hour < ? AND status BETWEEN ? AND ?"
          + " GROUP BY endpoint HAVING errors > 0 ORDER BY errors DESC, endpoint"),
  SUMMARY(
      "summary of 30 days",
      "SELECT sum(requests) AS requests, sum(requests) FILTER (status BETWEEN 400 AND 499),"
          + " sum(requests) FILTER (status >= 500) FROM counts"
          + " WHERE hour >= ? AND hour < ? AND status BETWEEN ? AND ?"),
  DAYS(
      "timeseries, 30 days by day",
      "SELECT hour // 24 AS day, sum(requests) AS requests, sum(requests) FILTER"
          + " (status BETWEEN 400 AND 499), sum(requests) FILTER (status >= 500) FROM counts"
          + " WHERE hour >= ? AND hour < ? AND status BETWEEN ? AND ? GROUP BY day ORDER BY day"),
  HOURS(
      "timeseries, 24 hours by hour",
      "SELECT hour, sum(requests) AS requests, sum(requests) FILTER (status BETWEEN 400 AND 499),"
          + " sum(requests) FILTER (status >= 500) FROM counts"
          + " WHERE hour >= ? AND hour < ? AND status BETWEEN ? AND ? GROUP BY hour ORDER BY hour"),
  ENDPOINTS(
      "endpoints of 30 days",
      "SELECT endpoint, sum(requests) AS requests, sum(requests) FILTER (status BETWEEN 400 AND 499),"
          + " sum(requests) FILTER (status >= 500) FROM counts"
          + " WHERE hour >= ? AND hour < ? AND status BETWEEN ? AND ?"
          + " GROUP BY endpoint ORDER BY requests DESC, endpoint LIMIT 100"),
  LATENCY("p50, p95, p99 by endpoint, 30 days", null);

  private static final Duration DAY = Duration.ofDays(1);
  private static final int[][] STATUSES = {{100, 599}, {200, 299}, {400, 499}, {500, 599}};

  final String title;

  /** Over {@code counts (hour, endpoint, status, requests)}; null where counts cannot tell. */
  final String sql;

  private final AtomicInteger next = new AtomicInteger();
  private List<Variant> variants;

  AnswerQuestion(String title, String sql) {
    this.title = title;
    this.sql = sql;
  }

  /**
   * What is asked.
   *
   * @param target of the service
   * @param from first hour
   * @param to hour after the last
   * @param least lowest status
   * @param most highest status
   */
  record Variant(String target, Instant from, Instant to, int least, int most) {}

  /** Deals anew. */
  void shuffle(long seed) {
    variants = new ArrayList<>(this == ERRORS ? dates() : this == HOURS ? days() : spans());
    Collections.shuffle(variants, new Random(seed));
  }

  Variant draw() {
    return variants.get(Math.floorMod(next.getAndIncrement(), variants.size()));
  }

  /** The whole lake. */
  Variant whole() {
    return variant(start(), end(), STATUSES[0]);
  }

  static Instant start() {
    return AnswerLake.FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static Instant end() {
    return start().plus(DAY.multipliedBy(AnswerLake.DAYS));
  }

  private List<Variant> dates() {
    List<Variant> all = new ArrayList<>();
    for (Instant day = start(); day.isBefore(end()); day = day.plus(DAY)) {
      LocalDate date = LocalDate.ofInstant(day, ZoneOffset.UTC);
      all.add(new Variant("/errors_by_endpoint?date=" + date, day, day.plus(DAY), 100, 599));
    }
    return all;
  }

  private List<Variant> days() {
    List<Variant> all = new ArrayList<>();
    Instant last = end().minus(DAY);
    for (Instant from = start(); !from.isAfter(last); from = from.plus(Duration.ofHours(1))) {
      for (int[] status : STATUSES) {
        all.add(variant(from, from.plus(DAY), status));
      }
    }
    return all;
  }

  /** Up to a day is missing at either end: whole hours, which both sides have. */
  private List<Variant> spans() {
    List<Variant> all = new ArrayList<>();
    for (int late = 0; late < 24; late++) {
      for (int early = 0; early < 24; early++) {
        Instant from = start().plus(Duration.ofHours(late));
        Instant to = end().minus(Duration.ofHours(early));
        for (int[] status : this == LATENCY ? new int[][] {STATUSES[0]} : STATUSES) {
          all.add(variant(from, to, status));
        }
      }
    }
    return all;
  }

  private Variant variant(Instant from, Instant to, int[] status) {
    String path =
        switch (this) {
          case SUMMARY -> "/api/v1/summary?";
          case DAYS -> "/api/v1/timeseries?step=1d&";
          case HOURS -> "/api/v1/timeseries?step=1h&";
          case ENDPOINTS -> "/api/v1/endpoints?";
          case LATENCY -> "/api/v1/latency?group_by=endpoint&limit=1000&";
          case ERRORS -> throw new IllegalStateException("Errors are asked by date");
        };
    String filter = status == STATUSES[0] ? "" : "&status=" + status[0] + "-" + status[1];
    return new Variant(path + "from=" + from + "&to=" + to + filter, from, to, status[0], status[1]);
  }
}
