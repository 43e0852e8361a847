package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.testing.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a diff says of a random history is what that history did. */
class DiffAnswerIT {
  private static final int COMMITS = 30;
  private static final Instant END = RandomHistory.DAY.plus(Duration.ofDays(1));
  private static final long SEED = System.nanoTime();

  @TempDir static Path directory;
  private static AskedLake lake;
  private static RandomHistory history;

  @BeforeAll
  static void live() throws SQLException {
    System.out.println("DiffAnswerIT seed " + SEED);
    lake = new AskedLake(directory, END.plus(Duration.ofDays(1)));
    history = new RandomHistory(lake.lake, SEED);
    history.live(COMMITS);
    lake.load();
  }

  @AfterAll
  static void close() throws SQLException {
    lake.close();
  }

  @Test
  void reasonsAreWhatTheCommitsBetweenDid() throws SQLException {
    Random random = new Random(SEED);
    for (int i = 0; i < 6; i++) {
      long from = random.nextInt(COMMITS);
      long to = from + random.nextInt((int) (COMMITS - from) + 1);
      DiffAnswer.Body all = diff("from_cut", from, "to_cut", to);
      DiffAnswer.Body some = diff("from_cut", from, "to_cut", to, "service", "service-1");
      assertThat(all.fromCut().seq()).isEqualTo(from);
      all.hours().forEach(hour -> check(hour, from, to, event -> true));
      some.hours().forEach(hour -> check(hour, from, to, e -> "service-1".equals(e.service())));
      assertThat(all.reasons().unexplained()).isEqualTo(Reasons.Amount.both(0));
      assertThat(all.requests()).isEqualTo(requestsOf(all.reasons()));
      assertThat(all.events()).isEqualTo(eventsOf(all.reasons()));
    }
  }

  @Test
  void whatCannotBeToldIsNotHidden(@TempDir Path other) throws SQLException {
    try (AskedLake forgetful = new AskedLake(other, END)) {
      RandomHistory its = new RandomHistory(forgetful.lake, SEED);
      its.live(12);
      its.forgetBetween(LakeTables.REQUESTS_HOURLY);
      forgetful.load();
      DiffAnswer.Body body = diff(forgetful, "from_cut", 3);

      assertThat(body.fromCut().seq()).isEqualTo(3);
      for (DiffAnswer.Hour hour : body.hours()) {
        Predicate<Event> ofHour = inHour(hour.hour());
        long added = its.count(3, 12, "read", ofHour) + its.count(3, 12, "replay", ofHour);
        assertThat(hour.difference().requests()).isEqualTo(added);
        assertThat(requestsOf(hour.reasons())).isEqualTo(added);
        assertThat(eventsOf(hour.reasons())).isEqualTo(hour.difference().events());
      }
    }
  }

  @Test
  void cutsMustBeThereAndInOrder() {
    assertThatThrownBy(() -> diff("from_cut", 5, "to_cut", 4))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining("5 and 4");
    assertThatThrownBy(() -> diff("from_cut", "2020-01-01")).isInstanceOf(CutGoneException.class);
    assertThatThrownBy(() -> diff("to_cut", 4)).isInstanceOf(BadParameterException.class);
    assertThatThrownBy(() -> diff("from_cut", 1, "hour", END))
        .isInstanceOf(BadParameterException.class);
    assertThatThrownBy(() -> lake.ask("/api/v1/diff", "from_cut", 1, "from", "2025-01-01"))
        .isInstanceOf(BadParameterException.class);
  }

  @Test
  void hourIsThatOfItsTime() throws SQLException {
    DiffAnswer.Body body =
        (DiffAnswer.Body)
            lake.ask("/api/v1/diff", "from_cut", 0, "hour", "2026-01-01T00:42:00Z").body();

    assertThat(body.hours()).singleElement();
    DiffAnswer.Hour hour = body.hours().get(0);
    assertThat(hour.hour()).isEqualTo(RandomHistory.DAY);
    assertThat(hour.from().requests()).isZero();
    assertThat(hour.from().p95Ms()).isNull();
    check(hour, 0, COMMITS, event -> true);
  }

  private static void check(DiffAnswer.Hour hour, long from, long to, Predicate<Event> which) {
    Predicate<Event> ofHour = which.and(inHour(hour.hour()));
    long read = history.count(from, to, "read", ofHour);
    long late = history.late(from, to, ofHour);
    long replayed = history.count(from, to, "replay", ofHour);
    long erased = history.count(from, to, "erase", ofHour);
    assertThat(hour.difference().requests()).isEqualTo(read + replayed);
    assertThat(hour.difference().events()).isEqualTo(read + replayed - erased);
    assertThat(hour.reasons())
        .as("%s between %d and %d", hour.hour(), from, to)
        .isEqualTo(
            new Reasons(
                Reasons.Amount.both(read - late),
                Reasons.Amount.both(late),
                Reasons.Amount.both(replayed),
                new Reasons.Amount(0, -erased),
                Reasons.Amount.both(0),
                Reasons.Amount.both(0)));
  }

  private static Predicate<Event> inHour(Instant hour) {
    return e -> !e.ts().isBefore(hour) && e.ts().isBefore(hour.plus(Duration.ofHours(1)));
  }

  private static long requestsOf(Reasons r) {
    return r.ordinary().requests()
        + r.late().requests()
        + r.replayed().requests()
        + r.erased().requests()
        + r.retention().requests()
        + r.unexplained().requests();
  }

  private static long eventsOf(Reasons r) {
    return r.ordinary().events()
        + r.late().events()
        + r.replayed().events()
        + r.erased().events()
        + r.retention().events()
        + r.unexplained().events();
  }

  private static DiffAnswer.Body diff(Object... parameters) throws SQLException {
    return diff(lake, parameters);
  }

  private static DiffAnswer.Body diff(AskedLake asked, Object... parameters) throws SQLException {
    Object[] all = new Object[parameters.length + 4];
    System.arraycopy(parameters, 0, all, 0, parameters.length);
    System.arraycopy(
        new Object[] {"from", RandomHistory.DAY, "to", END}, 0, all, parameters.length, 4);
    return (DiffAnswer.Body) asked.ask("/api/v1/diff", all).body();
  }
}
