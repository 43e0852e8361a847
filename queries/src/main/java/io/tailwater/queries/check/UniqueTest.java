package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * No event is there twice. A line that is there twice has the same time both times, so days are
 * looked at one by one, which bounds what is held at once. Of each day first the distinct hashes of
 * the keys are counted, eight bytes each: equal keys have equal hashes, so where all are distinct
 * there is no more to look for.
 */
final class UniqueTest implements DataTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String KEY = "source, stream, \"offset\", part";

  @Override
  public String name() {
    return "unique";
  }

  @Override
  public List<TestResult> run(TestedLake lake) throws SQLException {
    long begun = System.nanoTime();
    long failures = 0;
    String example = null;
    for (LocalDate day : days(lake)) {
      Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      Sql events = lake.events(start, start.plus(DAY));
      if (mayRepeat(lake, events)) {
        TestResult.Found found =
            lake.find(
                Sql.of(
                        "SELECT coalesce(sum(n - 1), 0)::BIGINT, any_value("
                            + Keys.of(LakeTables.EVENTS)
                            + ") FROM (SELECT "
                            + KEY
                            + ", count(*) AS n FROM ")
                    .add(events)
                    .add(" GROUP BY ALL HAVING count(*) > 1)"));
        failures += found.failures();
        example = example == null ? found.example() : example;
      }
    }
    TestResult.Found found = new TestResult.Found(failures, example);
    return List.of(
        Keys.result(
            this, LakeTables.EVENTS, "source, stream, offset, part", found.status(), found, begun));
  }

  private static List<LocalDate> days(TestedLake lake) throws SQLException {
    return lake
        .session()
        .query(
            Sql.of("SELECT DISTINCT ts::DATE AS day FROM ")
                .add(lake.rows(LakeTables.EVENTS))
                .add(" ORDER BY day"),
            row -> row.getObject(1, LocalDate.class))
        .stream()
        .filter(day -> day != null)
        .toList();
  }

  private static boolean mayRepeat(TestedLake lake, Sql events) throws SQLException {
    return lake.session()
            .query(
                Sql.of("SELECT count(*) - count(DISTINCT hash(" + KEY + ")) FROM ").add(events),
                row -> row.getLong(1))
            .get(0)
        > 0;
  }
}
