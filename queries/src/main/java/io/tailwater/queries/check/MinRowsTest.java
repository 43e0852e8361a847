package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * There are as many events as there should be at least.
 *
 * @param least how many
 */
record MinRowsTest(long least) implements DataTest {

  @Override
  public String name() {
    return "min_rows";
  }

  @Override
  public List<TestResult> run(TestedLake lake) throws SQLException {
    long begun = System.nanoTime();
    long rows =
        lake.session()
            .query(
                Sql.of("SELECT count(*) FROM ").add(lake.rows(LakeTables.EVENTS)),
                row -> row.getLong(1))
            .get(0);
    long missing = Math.max(0, least - rows);
    TestResult.Found found =
        new TestResult.Found(
            missing, missing == 0 ? null : rows + " rows, " + least + " wanted at least");
    return List.of(Keys.result(this, LakeTables.EVENTS, "*", found.status(), found, begun));
  }
}
