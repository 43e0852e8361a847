package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.util.List;
import java.util.Set;

/**
 * What the rows of a {@link DayBlock} keep apart, and how many days of it a question may have: more
 * would push each other out of the memory.
 */
public enum BlockKind {
  /** Days of a service's endpoint. */
  PLACES(Tier.PLACES, "place", "", List.of("service", "endpoint"), 62),
  /** Hours of a service's endpoint. */
  PLACE_HOURS(
      Tier.HOURLY, "place", " JOIN series ON id = series", List.of("service", "endpoint"), 3),
  /** Hours of a status. */
  STATUS_HOURS(Tier.HOURLY, "status", " JOIN series ON id = series", List.of("status"), 62),
  /** Hours of everything together. */
  TOTALS(Tier.TOTALS, "0", "", List.of(), 800),
  /** Days of a service's endpoint and status. */
  PLACE_STATUSES(
      Tier.DAILY,
      BlockKind.PLACE_AND_STATUS,
      " JOIN series ON id = series",
      List.of("service", "endpoint", "status"),
      62),
  /** Hours of a service's endpoint and status. */
  PLACE_STATUS_HOURS(
      Tier.HOURLY,
      BlockKind.PLACE_AND_STATUS,
      " JOIN series ON id = series",
      List.of("service", "endpoint", "status"),
      3);

  /** Both in one number: a status is less than 1023, and none is 0. */
  private static final String PLACE_AND_STATUS = "place * 1024 + coalesce(status + 1, 0)";

  private final Tier tier;
  private final String member;
  private final String join;
  private final List<String> words;
  private final int mostDays;

  BlockKind(Tier tier, String member, String join, List<String> words, int mostDays) {
    this.tier = tier;
    this.member = member;
    this.join = join;
    this.words = words;
    this.mostDays = mostDays;
  }

  /** The columns that tell members apart, in the order of a member's words. */
  public List<String> words() {
    return words;
  }

  /** The same of some days' files, with the words themselves instead of a member. */
  Sql selectOfFiles(boolean counts, HourSpan days, List<String> files) {
    String hour =
        tier.hours() == 1
            ? "(epoch_us(hour) // 3600000000)::INTEGER"
            : "(epoch_us(hour) // 86400000000 * 24)::INTEGER";
    String columns = words.isEmpty() ? "" : String.join(", ", words) + ", ";
    String relation = ParquetRelation.of(LakeTables.REQUESTS_HOURLY.schema(), files);
    Sql sql =
        counts
            ? Sql.of(
                "SELECT "
                    + hour
                    + ", "
                    + columns
                    + "sum(requests)::BIGINT,"
                    + " (sum(requests) FILTER (status BETWEEN 400 AND 499))::BIGINT,"
                    + " (sum(requests) FILTER (status BETWEEN 500 AND 599))::BIGINT,"
                    + " sum(bytes)::BIGINT, sum(latency_count)::BIGINT,"
                    + " sum(latency_zeros)::BIGINT, sum(latency_sum_ms), min(latency_min_ms),"
                    + " max(latency_max_ms) FROM "
                    + relation)
            : Sql.of(
                "SELECT of_hour, "
                    + columns
                    + "bucket, sum(n)::BIGINT FROM (SELECT "
                    + hour
                    + " AS of_hour, "
                    + columns
                    + "unnest(latency_buckets) AS bucket, unnest(latency_counts) AS n FROM "
                    + relation);
    sql.add(
        " WHERE hour >= ? AND hour < ?", HourSpan.start(days.from()), HourSpan.start(days.to()));
    StringBuilder positions = new StringBuilder("1");
    for (int i = 2; i <= words.size() + (counts ? 1 : 2); i++) {
      positions.append(", ").append(i);
    }
    return sql.add((counts ? "" : ")") + " GROUP BY " + positions);
  }

  /** The place in a member that has both. */
  static int placeOf(int member) {
    return member >> 10;
  }

  /** The status in a member that has both; null for none. */
  static Integer statusOf(int member) {
    int status = (member & 1023) - 1;
    return status < 0 ? null : (Integer) status;
  }

  /** Whether it keeps apart what is asked for. */
  public boolean keeps(Set<String> columns) {
    return words.containsAll(columns);
  }

  public int mostDays() {
    return mostDays;
  }

  /**
   * How many rows of files may become blocks at once. Without endpoints it is any number, since few
   * rows are left of them; and of a day's hours, fewer rows are left than of each hour.
   */
  long mostRowsAtOnce() {
    if (!words.contains("endpoint")) {
      return Long.MAX_VALUE;
    }
    return tier.hours() == 1 ? 50_000 : 200_000;
  }

  /** A day's rows, of the counts or of the buckets, in no order. */
  Sql select(boolean counts, int day) {
    String sums =
        counts
            ? "sum(requests)::BIGINT, sum(client_errors)::BIGINT, sum(server_errors)::BIGINT,"
                + " sum(bytes)::BIGINT, sum(latency_count)::BIGINT, sum(latency_zeros)::BIGINT,"
                + " sum(latency_sum_ms), min(latency_min_ms), max(latency_max_ms)"
            : "sum(latencies)::BIGINT";
    String key = counts ? "" : "bucket, ";
    String positions = counts ? "1, 2" : "1, 2, 3";
    return Sql.of("SELECT hour, " + member + ", " + key + sums + " FROM ")
        .add((counts ? tier.counts() : tier.buckets()) + join)
        .add(" WHERE hour >= ? AND hour < ?", day, day + 24)
        .add(" GROUP BY " + positions);
  }
}
