package io.tailwater.queries.api;

import io.tailwater.queries.lake.BlockKind;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.DayBlock;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.lake.Tier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sums of whole days and hours by group, from blocks of plain arrays: what most questions are made
 * of, and so what their speed is made of. A question over a month of five hundred endpoints adds up
 * some ten thousand rows in less time than the answer takes over the network.
 *
 * <p>Only questions of a known shape are answered here: groups by service, endpoint, status or its
 * class, and by times cut into equal steps; filters on service, endpoint and status. All others,
 * and stretches that are too long to keep blocks of, are left to SQL, which answers everything.
 */
final class BlockSums {
  private static final Pattern SLOT = Pattern.compile("\\(at_us // (\\d{1,18})\\)");
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int DAY_HOURS = 24;

  private final Facts facts;
  private final List<Sql> keys;
  private final Detail detail;
  private final List<Long> steps = new ArrayList<>();
  private final boolean possible;
  private final Map<Object, Sums> groups = new HashMap<>();

  /** One group while it grows. */
  private static final class Sums {
    private final List<Object> key;
    private final long[] counts = new long[DayBlock.COUNTS];
    private double sumMs;
    private double leastMs = Double.POSITIVE_INFINITY;
    private double mostMs = Double.NEGATIVE_INFINITY;
    private final BucketSums buckets = new BucketSums();

    Sums(List<Object> key) {
      this.key = key;
    }

    Counts counts() {
      boolean any = counts[4] > 0;
      return new Counts(
          counts[0],
          counts[1],
          counts[2],
          counts[3],
          counts[4],
          sumMs,
          any ? (Double) leastMs : null,
          any ? (Double) mostMs : null,
          counts[5]);
    }
  }

  BlockSums(Facts facts, List<Sql> keys) {
    this.facts = facts;
    this.keys = keys;
    detail = Detail.of(String.join(" ", keys.stream().map(Sql::text).toList()));
    boolean known = true;
    for (Sql key : keys) {
      Matcher slot = SLOT.matcher(key.text());
      boolean step = slot.matches();
      steps.add(step ? (Long) Long.parseLong(slot.group(1)) : null);
      known &= step || isWord(key.text());
    }
    possible = known;
  }

  private static boolean isWord(String key) {
    return key.equals(Dimension.SERVICE.sql())
        || key.equals(Dimension.ENDPOINT.sql())
        || key.equals(Dimension.STATUS.sql())
        || key.equals(Dimension.STATUS_CLASS.sql());
  }

  /** Whether the question over a stretch is answered here. */
  boolean answers(Facts.Stretch stretch) {
    return kind(stretch).isPresent();
  }

  private Optional<BlockKind> kind(Facts.Stretch stretch) {
    TreeSet<String> columns = new TreeSet<>(detail.dimensions());
    columns.addAll(facts.filters().columns());
    if (!possible || facts.filters().needEvents() || !facts.session().keepsBlocks()) {
      return Optional.empty();
    }
    int days = (stretch.to() - stretch.from() + DAY_HOURS - 1) / DAY_HOURS;
    return Arrays.stream(BlockKind.values())
        .filter(kind -> kind.keeps(columns) && kind.mostDays() >= days)
        .filter(kind -> fits(kind, stretch.tier()))
        .findFirst();
  }

  /**
   * Days only where the question tells nothing finer apart, and everything of each is asked for.
   */
  private static boolean fits(BlockKind kind, Tier tier) {
    return switch (kind) {
      case PLACES -> tier == Tier.PLACES;
      case PLACE_STATUSES -> tier == Tier.DAILY;
      case STATUS_HOURS -> tier == Tier.HOURLY || tier == Tier.DAILY;
      case PLACE_HOURS, PLACE_STATUS_HOURS -> tier == Tier.HOURLY;
      case TOTALS -> tier == Tier.TOTALS;
    };
  }

  /**
   * Adds up a stretch.
   *
   * @param latencies whether buckets are wanted
   */
  void add(Facts.Stretch stretch, boolean latencies) throws SQLException {
    BlockKind kind = kind(stretch).orElseThrow();
    CutSession session = facts.session();
    Map<Integer, List<Object>> wordsOf = new HashMap<>();
    int first = Math.floorDiv(stretch.from(), DAY_HOURS) * DAY_HOURS;
    Sums[] byMember = new Sums[0];
    boolean timed = steps.stream().anyMatch(step -> step != null);
    int made = first;
    for (int day = first; day < stretch.to(); day += DAY_HOURS) {
      if (day >= made) {
        // Not all at once: the first would be forgotten again before they are used.
        made = session.makeBlocks(kind, day, stretch.to());
      }
      DayBlock block = session.block(kind, day);
      for (int row = 0; row < block.rows(); row++) {
        int hour = block.hours()[row];
        if (hour < stretch.from() || hour >= stretch.to()) {
          continue;
        }
        int member = block.members()[row];
        Sums sums;
        if (timed) {
          sums = group(kind, member, hour, wordsOf);
        } else {
          if (member >= byMember.length) {
            byMember = Arrays.copyOf(byMember, Math.max(member + 1, 2 * byMember.length));
          }
          sums = byMember[member];
          if (sums == null) {
            sums = group(kind, member, hour, wordsOf);
            byMember[member] = sums;
          }
        }
        if (sums != REFUSED) {
          add(block, row, sums, latencies);
        }
      }
    }
  }

  /** Stands for members that a filter does not let through. */
  private static final Sums REFUSED = new Sums(List.of());

  private static void add(DayBlock block, int row, Sums sums, boolean latencies) {
    int at = row * DayBlock.COUNTS;
    for (int i = 0; i < DayBlock.COUNTS; i++) {
      sums.counts[i] += block.counts()[at + i];
    }
    if (block.counts()[at + 4] > 0) {
      int ms = row * DayBlock.LATENCIES;
      sums.sumMs += block.latencies()[ms];
      sums.leastMs = Math.min(sums.leastMs, block.latencies()[ms + 1]);
      sums.mostMs = Math.max(sums.mostMs, block.latencies()[ms + 2]);
    }
    if (latencies) {
      sums.buckets.add(
          block.buckets(), block.amounts(), block.begins()[row], block.begins()[row + 1]);
    }
  }

  private Sums group(BlockKind kind, int member, int hour, Map<Integer, List<Object>> wordsOf) {
    List<Object> words = wordsOf.computeIfAbsent(member, facts.session()::wordsOf);
    if (!isLetThrough(kind, words)) {
      return REFUSED;
    }
    List<Object> key = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      key.add(
          steps.get(i) == null
              ? word(kind, words, keys.get(i).text())
              : (Object) Math.floorDiv(hour * HOUR_MICROS, steps.get(i)));
    }
    return groups.computeIfAbsent(key, first -> new Sums(key));
  }

  private boolean isLetThrough(BlockKind kind, List<Object> words) {
    for (Map.Entry<String, List<String>> filter : facts.filters().words().entrySet()) {
      Object word = words.get(kind.words().indexOf(filter.getKey()));
      if (word == null || !filter.getValue().contains((String) word)) {
        return false;
      }
    }
    if (facts.filters().statuses().isEmpty()) {
      return true;
    }
    Integer status = (Integer) words.get(kind.words().indexOf("status"));
    return status != null
        && facts.filters().statuses().stream()
            .anyMatch(range -> range.least() <= status && status <= range.most());
  }

  private static Object word(BlockKind kind, List<Object> words, String key) {
    if (key.equals(Dimension.STATUS_CLASS.sql())) {
      Object status = words.get(kind.words().indexOf("status"));
      return status == null ? null : (Integer) status / 100 + "xx";
    }
    return words.get(kind.words().indexOf(key));
  }

  /** Hands on what was added up. */
  void into(Map<List<Object>, Counts> counts, Map<List<Object>, BucketSums> buckets) {
    for (Sums sums : groups.values()) {
      counts.merge(sums.key, sums.counts(), Counts::plus);
      buckets.put(sums.key, sums.buckets);
    }
  }
}
