package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.check.TestResult.Found;
import io.tailwater.queries.check.TestResult.Status;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * No event is later than its commit by more than the configuration allows; one that is later at all
 * is a warning, since some clock is ahead.
 *
 * @param allowed how far ahead of the clock an event may be
 */
record NoFutureTest(Duration allowed) implements DataTest {

  @Override
  public String name() {
    return "no_future";
  }

  @Override
  public List<TestResult> run(TestedLake lake) throws SQLException {
    long begun = System.nanoTime();
    Instant committed = lake.session().lake().cut().committedAt();
    Found found = later(lake, committed.plus(allowed));
    Status status = found.status();
    if (status == Status.PASS) {
      found = later(lake, committed);
      status = found.failures() == 0 ? Status.PASS : Status.WARN;
    }
    return List.of(Keys.result(this, LakeTables.EVENTS, "ts", status, found, begun));
  }

  private static Found later(TestedLake lake, Instant than) throws SQLException {
    return lake.find(
        Sql.of(
                "SELECT count(*), any_value("
                    + Keys.time("ts")
                    + " || ' ' || "
                    + Keys.of(LakeTables.EVENTS)
                    + ") FROM ")
            .add(lake.rows(LakeTables.EVENTS))
            .add(" WHERE ts > ?", than));
  }
}
