package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.testing.ChangingLake;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.Oracle;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/** Questions at random, and what their answers must be. */
final class ChangingLakeQuestions {
  private static final double[] QUANTILES = {0, 0.5, 0.95, 1};

  private ChangingLakeQuestions() {}

  /** What a question counts, as the answers take it and as a condition. */
  record Filter(Filters filters, Predicate<Event> condition) {}

  /** Any range; about half of them lie on hours or days. */
  static TimeRange range(Random random) {
    long span = ChronoUnit.MICROS.between(ChangingLake.START, ChangingLake.END);
    Instant from = ChangingLake.START.plus((long) (random.nextDouble() * span), ChronoUnit.MICROS);
    Instant to = from.plus(1 + (long) (random.nextDouble() * span), ChronoUnit.MICROS);
    ChronoUnit unit =
        List.of(ChronoUnit.MICROS, ChronoUnit.MICROS, ChronoUnit.HOURS, ChronoUnit.DAYS)
            .get(random.nextInt(4));
    return new TimeRange(
        from.truncatedTo(unit), to.plus(1, unit).truncatedTo(unit), TimeRange.Basis.ASKED);
  }

  static Filter filter(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Filter(words("service", "service-1"), e -> "service-1".equals(e.service()));
      case 1 ->
          new Filter(words("endpoint", "/items/3/{id}"), e -> "/items/3/{id}".equals(e.endpoint()));
      case 2 -> new Filter(words("method", "POST"), e -> "POST".equals(e.method()));
      case 3 ->
          new Filter(
              new Filters(Map.of(), List.of(StatusRange.parse("5xx"))),
              e -> e.status() != null && e.status() / 100 == 5);
      default -> new Filter(new Filters(Map.of(), List.of()), e -> true);
    };
  }

  private static Filters words(String column, String value) {
    return new Filters(Map.of(column, List.of(value)), List.of());
  }

  /** None to two. */
  static List<Dimension> dimensions(Random random) {
    Dimension[] all = Dimension.values();
    List<Dimension> some = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Dimension next = all[random.nextInt(all.length)];
      if (!some.contains(next)) {
        some.add(next);
      }
    }
    return some;
  }

  /** Compares the groups, and the days beside them, with the events'. */
  static void same(Facts facts, List<Dimension> by, Oracle oracle, String what)
      throws SQLException {
    List<Sql> keys = new ArrayList<>(by.stream().map(d -> Sql.of(d.sql())).toList());
    keys.add(Sql.of("(at_us // 86400000000)"));
    compare(facts, keys, oracle, what, e -> key(by, e, true));
    keys.remove(keys.size() - 1);
    compare(facts, keys, oracle, what, e -> key(by, e, false));
  }

  private interface Key {
    List<Object> of(Event event);
  }

  private static void compare(Facts facts, List<Sql> keys, Oracle oracle, String what, Key key)
      throws SQLException {
    Map<List<Object>, List<Event>> expected = new HashMap<>();
    oracle
        .events()
        .forEach(e -> expected.computeIfAbsent(key.of(e), k -> new ArrayList<>()).add(e));
    List<Group> groups = new GroupQuery(facts, keys).run(QUANTILES);
    if (!keys.isEmpty()) {
      assertThat(groups).as(what).hasSize(expected.size());
    }
    for (Group group : groups) {
      List<Event> events = expected.getOrDefault(group.key(), List.of());
      check(group, Oracle.of(events), what + " " + group.key());
    }
  }

  private static void check(Group group, Oracle oracle, String what) {
    Counts counts = group.counts();
    List<Double> latencies =
        oracle.events().stream().map(Event::latencyMs).filter(Objects::nonNull).toList();
    assertThat(counts.requests()).as(what).isEqualTo(oracle.requests());
    assertThat(counts.clientErrors()).as(what).isEqualTo(oracle.withStatus(400, 499));
    assertThat(counts.serverErrors()).as(what).isEqualTo(oracle.withStatus(500, 599));
    assertThat(counts.bytes()).as(what).isEqualTo(oracle.bytes());
    assertThat(counts.latencyCount()).as(what).isEqualTo(latencies.size());
    assertThat(counts.latencyZeros())
        .as(what)
        .isEqualTo(latencies.stream().filter(l -> l == 0).count());
    assertThat(counts.latencyMinMs())
        .as(what)
        .isEqualTo(latencies.stream().min(Comparator.naturalOrder()).orElse(null));
    for (int i = 0; i < QUANTILES.length; i++) {
      Double exact = oracle.quantileMs(QUANTILES[i]);
      if (exact == null) {
        assertThat(group.quantilesMs()[i]).as(what).isNull();
      } else {
        assertThat(group.quantilesMs()[i])
            .as(what + " q" + QUANTILES[i])
            .isCloseTo(exact, within(exact * LatencyBuckets.RELATIVE_ERROR * 1.0001));
      }
    }
  }

  private static List<Object> key(List<Dimension> by, Event e, boolean withDay) {
    List<Object> key = new ArrayList<>();
    for (Dimension dimension : by) {
      key.add(
          switch (dimension) {
            case SERVICE -> e.service();
            case ENDPOINT -> e.endpoint();
            case METHOD -> e.method();
            case REGION -> e.region();
            case CLIENT_CLASS -> e.clientClass();
            case STATUS -> e.status();
            case STATUS_CLASS -> e.status() == null ? null : e.status() / 100 + "xx";
            case HOUR -> Math.floorDiv(e.ts().getEpochSecond(), 3600L);
            case DAY -> Math.floorDiv(e.ts().getEpochSecond(), 86_400L);
          });
    }
    if (withDay) {
      key.add(Math.floorDiv(e.ts().getEpochSecond(), Duration.ofDays(1).toSeconds()));
    }
    return key;
  }
}
