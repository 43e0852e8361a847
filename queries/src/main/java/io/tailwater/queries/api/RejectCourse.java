package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Rejects over time, by the time when they were received.
 *
 * @param step width of a point
 * @param time start of each point
 * @param rejects how many in each
 */
record RejectCourse(String step, List<Instant> time, long[] rejects) {

  /**
   * @param from rows of the table of rejects, from FROM on
   */
  static RejectCourse measure(CutSession session, TimeRange range, Sql from) throws SQLException {
    Step step = Step.auto(range);
    Grid grid = Grid.of(range, step);
    long[] rejects = new long[grid.points()];
    session.forEach(
        Sql.of("SELECT epoch_us(received_at) // " + step.micros() + " AS slot, count(*) AS n")
            .add(from)
            .add(" GROUP BY slot"),
        row -> rejects[(int) (row.getLong("slot") - grid.first())] = row.getLong("n"));
    return new RejectCourse(step.label(), grid.time(), rejects);
  }
}
