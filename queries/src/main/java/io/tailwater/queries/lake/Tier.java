package io.tailwater.queries.lake;

/**
 * One way in which the rollups lie in memory: a table of counts and one of latency buckets, which
 * keep apart what a question may ask for. Every tier holds every request, so a question goes to the
 * smallest one that keeps what it names.
 *
 * <p>Each has {@code hour}, in hours since the epoch; where only days are kept apart it is the
 * day's first. {@code loaded} is the number of the load that brought a row, 0 for those that are
 * older than any cut that can still be asked for here.
 */
public enum Tier {
  /** Hours of a series, the finest. */
  HOURLY("hourly", "buckets", 1, "series", "series"),
  /** Days of a series. */
  DAILY("daily", "daily_buckets", 24, "series", "series"),
  /** Days of a service's endpoint. */
  PLACES("daily_places", "daily_place_buckets", 24, "place", "places"),
  /** Hours of everything together. */
  TOTALS("totals", "total_buckets", 1, null, null);

  /** The first hour of an hour's day, in SQL. */
  static final String DAY_OF_HOUR = "hour - ((hour % 24) + 24) % 24";

  private final String counts;
  private final String buckets;
  private final int hours;
  private final String member;
  private final String names;

  Tier(String counts, String buckets, int hours, String member, String names) {
    this.counts = counts;
    this.buckets = buckets;
    this.hours = hours;
    this.member = member;
    this.names = names;
  }

  /** The table of counts. */
  public String counts() {
    return counts;
  }

  /** The table of latency buckets. */
  public String buckets() {
    return buckets;
  }

  /** How many hours a row covers. */
  public int hours() {
    return hours;
  }

  /** The column of both tables that refers to {@code id} of {@link #names}; null for totals. */
  public String member() {
    return member;
  }

  /** The table that has the words; null for totals. */
  public String names() {
    return names;
  }

  /** What makes a row of the counts one of its own, in SQL. */
  String key() {
    return member == null ? "hour" : "hour, " + member;
  }

  /** The key over rows of {@link #HOURLY}, in SQL. */
  String keyOfHourly() {
    String hour = hours == 1 ? "hour" : DAY_OF_HOUR + " AS hour";
    return member == null ? hour : hour + ", " + member;
  }
}
