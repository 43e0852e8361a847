package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.lake.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a question is about, as relations: rollup rows of the whole hours and events of the edges,
 * under the same column names, filtered. {@code at_us} is the event's time or the start of its
 * rollup row's hour or day, in epoch microseconds.
 *
 * <p>Rollup rows come from the smallest {@link Tier} that keeps apart what the question does; those
 * of hours that are not in memory come from the lake's files.
 */
final class Facts {
  private static final Set<String> PLACE = Set.of("service", "endpoint");
  private static final String AT = "hour::BIGINT * 3600000000 AS at_us";
  private static final String SUMMED =
      ", requests, client_errors, server_errors, bytes, latency_count, latency_sum_ms,"
          + " latency_min_ms, latency_max_ms, latency_zeros";

  /** The bucket of a latency above zero: {@link LatencyBuckets#indexOf} in SQL. */
  static final String BUCKET =
      "(ceil(log2(latency_ms / 1000) * " + LatencyBuckets.PER_OCTAVE + ") - 1)::INTEGER";

  private final CutSession session;
  private final TimeRange range;
  private final RangeParts parts;
  private final Filters filters;

  Facts(CutSession session, TimeRange range, RangeParts parts, Filters filters) {
    this.session = session;
    this.range = range;
    this.parts = parts;
    this.filters = filters;
  }

  CutSession session() {
    return session;
  }

  TimeRange range() {
    return range;
  }

  Filters filters() {
    return filters;
  }

  /** False when retention may have removed some of what they are read from. */
  boolean areWhole() {
    return parts.hours().stream().allMatch(hours -> isWhole(hours, LakeTables.REQUESTS_HOURLY))
        && parts.edges().stream().allMatch(edge -> isWhole(edge, LakeTables.EVENTS));
  }

  private boolean isWhole(RangeParts.Piece piece, LakeTables table) {
    return session.lake().isWholeFrom(table, piece.from());
  }

  /** Counts with every column and hours apart. */
  Sql counts() {
    return counts(Detail.ALL);
  }

  /**
   * Counts: requests, client_errors, server_errors, bytes and latency_count, _sum_ms, _min_ms,
   * _max_ms, _zeros, beside the columns that the question keeps apart.
   */
  Sql counts(Detail asked) {
    return union(asked, new CountRows());
  }

  /** Latency sketches with every column and hours apart. */
  Sql buckets() {
    return buckets(Detail.ALL);
  }

  /** Latency sketches: bucket and latencies, without zeros. */
  Sql buckets(Detail asked) {
    return union(asked, new BucketRows());
  }

  /** The latencies themselves, for exact answers; of the edges, so only where those are all. */
  Sql latencies() {
    Relations relations = new Relations();
    for (RangeParts.Piece edge : parts.edges()) {
      relations.add(
          fromEvents(
              Detail.ALL, edge, "epoch_us(ts) AS at_us, latency_ms", "latency_ms IS NOT NULL"));
    }
    return relations.all;
  }

  /** How one kind of rows is read from each place. */
  private interface Rows {
    Sql inMemory(Tier tier, Detail asked, int from, int to);

    String ofFiles();

    String ofEvents();

    String eventCondition();
  }

  private Sql union(Detail asked, Rows rows) {
    Relations relations = new Relations();
    for (Stretch stretch : inMemory(asked)) {
      relations.add(rows.inMemory(stretch.tier(), asked, stretch.from(), stretch.to()));
    }
    Sql elsewhere = elsewhere(asked, rows, stretch -> true);
    return elsewhere.text().isEmpty() ? relations.all : relations.add(elsewhere);
  }

  /** The hours of a question, by the tier that answers them. */
  List<Stretch> stretchesOf(Detail asked) {
    return stretches(asked.with(filters.columns()));
  }

  /** What the tiers in memory answer of a question. */
  List<Stretch> inMemory(Detail asked) {
    return inMemory(asked, stretch -> true);
  }

  /**
   * The same of some stretches.
   *
   * @param wanted which, as {@link #stretchesOf} has them
   */
  List<Stretch> inMemory(Detail asked, Predicate<Stretch> wanted) {
    int first = session.firstHourInMemory();
    return stretchesOf(asked).stream()
        .filter(wanted)
        .map(s -> new Stretch(s.tier(), Math.max(first, s.from()), s.to()))
        .filter(stretch -> stretch.from() < stretch.to())
        .toList();
  }

  /** The counts of some stretches that are not in memory; an empty text when all are. */
  Sql countsElsewhere(Detail asked, Predicate<Stretch> wanted) {
    return elsewhere(asked, new CountRows(), wanted);
  }

  /** The latency sketches of some stretches that are not in memory; an empty text when all are. */
  Sql bucketsElsewhere(Detail asked, Predicate<Stretch> wanted) {
    return elsewhere(asked, new BucketRows(), wanted);
  }

  private Sql elsewhere(Detail asked, Rows rows, Predicate<Stretch> wanted) {
    Relations relations = new Relations();
    int first = session.firstHourInMemory();
    for (Stretch stretch : stretchesOf(asked)) {
      if (stretch.from() < first && wanted.test(stretch)) {
        relations.add(fromFiles(asked, rows, stretch.from(), Math.min(first, stretch.to())));
      }
    }
    for (RangeParts.Piece edge : parts.edges()) {
      relations.add(fromEvents(asked, edge, rows.ofEvents(), rows.eventCondition()));
    }
    return relations.all;
  }

  /** Hours that one tier answers, since the epoch, half-open. */
  record Stretch(Tier tier, int from, int to) {}

  private List<Stretch> stretches(Detail kept) {
    if (parts.hours().isEmpty()) {
      return List.of();
    }
    int from = hour(parts.hours().get().from());
    int to = hour(parts.hours().get().to());
    if (kept.dimensions().isEmpty()) {
      return List.of(new Stretch(Tier.TOTALS, from, to));
    }
    Optional<RangeParts.Piece> days = parts.days();
    if (kept.time() == Detail.Time.HOURS || days.isEmpty()) {
      return List.of(new Stretch(Tier.HOURLY, from, to));
    }
    Tier daily = PLACE.containsAll(kept.dimensions()) ? Tier.PLACES : Tier.DAILY;
    int firstDay = hour(days.get().from());
    int lastDay = hour(days.get().to());
    return List.of(
            new Stretch(Tier.HOURLY, from, firstDay),
            new Stretch(daily, firstDay, lastDay),
            new Stretch(Tier.HOURLY, lastDay, to))
        .stream()
        .filter(stretch -> stretch.from() < stretch.to())
        .toList();
  }

  private final class CountRows implements Rows {
    @Override
    public Sql inMemory(Tier tier, Detail asked, int from, int to) {
      return Sql.of("SELECT " + columns(asked) + AT + SUMMED + " FROM " + tier.counts())
          .add(named(tier) + " WHERE hour >= ? AND hour < ?", from, to)
          .add(filters.conditions());
    }

    @Override
    public String ofFiles() {
      return "requests, CASE WHEN status BETWEEN 400 AND 499 THEN requests ELSE 0 END"
          + " AS client_errors, CASE WHEN status BETWEEN 500 AND 599 THEN requests ELSE 0 END"
          + " AS server_errors, bytes, latency_count, latency_sum_ms, latency_min_ms,"
          + " latency_max_ms, latency_zeros";
    }

    @Override
    public String ofEvents() {
      return "epoch_us(ts) AS at_us, 1::BIGINT AS requests,"
          + " coalesce((status BETWEEN 400 AND 499)::BIGINT, 0) AS client_errors,"
          + " coalesce((status BETWEEN 500 AND 599)::BIGINT, 0) AS server_errors,"
          + " coalesce(bytes, 0) AS bytes, (latency_ms IS NOT NULL)::BIGINT AS latency_count,"
          + " coalesce(latency_ms, 0) AS latency_sum_ms, latency_ms AS latency_min_ms,"
          + " latency_ms AS latency_max_ms,"
          + " coalesce((latency_ms = 0)::BIGINT, 0) AS latency_zeros";
    }

    @Override
    public String eventCondition() {
      return "true";
    }
  }

  private final class BucketRows implements Rows {
    @Override
    public Sql inMemory(Tier tier, Detail asked, int from, int to) {
      Sql condition = filters.conditions();
      boolean timed = asked.time() != Detail.Time.NONE;
      if (!condition.text().isEmpty() || timed && tier == Tier.HOURLY) {
        return Sql.of(
                "SELECT " + columns(asked) + AT + ", bucket, latencies FROM " + tier.buckets())
            .add(named(tier) + " WHERE hour >= ? AND hour < ?", from, to)
            .add(condition);
      }
      // Numbers are cheaper to group by than names, so as much as can be is summed up before.
      String member = tier.member() == null ? "" : tier.member() + ", ";
      return Sql.of(
              "SELECT "
                  + columns(asked)
                  + (timed ? AT : "NULL::BIGINT AS at_us")
                  + ", bucket, latencies FROM (SELECT "
                  + member
                  + (timed ? "hour, " : "")
                  + "bucket, sum(latencies)::BIGINT AS latencies FROM "
                  + tier.buckets())
          .add(" WHERE hour >= ? AND hour < ? GROUP BY ALL)", from, to)
          .add(named(tier));
    }

    @Override
    public String ofFiles() {
      return "unnest(latency_buckets) AS bucket, unnest(latency_counts) AS latencies";
    }

    @Override
    public String ofEvents() {
      return "epoch_us(ts) AS at_us, " + BUCKET + " AS bucket, 1::BIGINT AS latencies";
    }

    @Override
    public String eventCondition() {
      return "latency_ms > 0";
    }
  }

  private Sql fromFiles(Detail asked, Rows rows, int from, int to) {
    return Sql.of(
            "SELECT "
                + columns(asked)
                + "epoch_us(hour) AS at_us, "
                + rows.ofFiles()
                + " FROM "
                + session.rollups(from, to)
                + " WHERE hour >= ? AND hour < ?",
            start(from),
            start(to))
        .add(filters.conditions());
  }

  private Sql fromEvents(Detail asked, RangeParts.Piece edge, String values, String condition) {
    return Sql.of(
            "SELECT "
                + columns(asked)
                + values
                + " FROM "
                + session.events(edge.from(), edge.to())
                + " WHERE ts >= ? AND ts < ? AND "
                + condition,
            edge.from(),
            edge.to())
        .add(filters.conditions());
  }

  private static String columns(Detail asked) {
    return asked.dimensions().stream().map(name -> name + ", ").collect(Collectors.joining());
  }

  private String named(Tier tier) {
    return tier.names() == null ? "" : " JOIN " + tier.names() + " ON id = " + tier.member();
  }

  private static int hour(Instant time) {
    return (int) Math.floorDiv(time.getEpochSecond(), 3600);
  }

  private static Instant start(int hour) {
    return Instant.ofEpochSecond(hour * 3600L);
  }

  /** Relations one below the other. */
  private static final class Relations {
    private final Sql all = new Sql();

    Sql add(Sql relation) {
      return all.add(all.text().isEmpty() ? "" : " UNION ALL ").add(relation);
    }
  }
}
