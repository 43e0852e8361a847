package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * A test that each row passes or fails by itself.
 *
 * @param name its name
 * @param table whose rows
 * @param column which column it is about
 * @param failing true for a row that fails, in SQL
 */
record RowTest(String name, LakeTables table, String column, String failing) implements DataTest {

  @Override
  public List<TestResult> run(TestedLake lake) throws SQLException {
    long begun = System.nanoTime();
    TestResult.Found found =
        lake.find(
            Sql.of("SELECT count(*), any_value(" + Keys.of(table) + ") FROM ")
                .add(lake.rows(table))
                .add(" WHERE " + failing));
    return List.of(Keys.result(this, table, column, found.status(), found, begun));
  }
}
