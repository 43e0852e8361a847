package io.tailwater.queries.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What people's SQL can do, and how it ends. */
class SqlConsoleIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static SqlConsole console;

  @BeforeAll
  static void open() throws SQLException {
    lake = new LakeFixture(directory.resolve("lake"));
    lake.commit(new RandomEvents(7).between(DAY, DAY.plusSeconds(86_400), 300));
    console = SqlConsoles.open(lake);
  }

  @AfterAll
  static void close() throws SQLException {
    console.close();
    lake.close();
  }

  /** Without the order of rows kept, sorted pieces of 122,880 rows came one after the other. */
  @Test
  void manyRowsComeInTheOrderAskedFor() throws SQLException {
    String sql = "SELECT (i * 7919) % 600011 AS k FROM range(600000) t(i) ORDER BY k";
    for (int round = 0; round < 5; round++) {
      boolean ordered =
          console.query(
              sql,
              result -> {
                long last = -1;
                boolean ascending = true;
                while (result.next()) {
                  ascending &= result.getLong(1) > last;
                  last = result.getLong(1);
                }
                return ascending;
              });
      assertThat(ordered).isTrue();
    }
  }

  @TestFactory
  List<DynamicTest> queriesOfAnalystsRun() {
    return SqlPieces.legal().stream()
        .map(
            sql ->
                DynamicTest.dynamicTest(
                    sql,
                    () ->
                        assertThat(console.<Integer>query(sql, SqlConsoleIT::columns))
                            .isPositive()))
        .toList();
  }

  @Test
  void everyFunctionOfThisDuckDbIsDecidedUpon() throws SQLException {
    List<String> undecided =
        console.run(
            "SELECT DISTINCT function_name, function_type FROM duckdb_functions()"
                + " WHERE function_type <> 'pragma' AND internal ORDER BY ALL",
            Duration.ofSeconds(10),
            SqlConsoleIT::undecided);

    assertThat(undecided).as("put each into functions.txt, allowed or refused").isEmpty();
  }

  @Test
  void valuesKeepTheirNamesAndMeanTheSameInEveryZone() throws SQLException {
    List<Object> row =
        console.read(
            "SELECT TIMESTAMP '2026-01-01 12:00:00', TIMESTAMPTZ '2026-01-01 12:00:00+02',"
                + " TIME '12:00', {'x': 1, 'y': [{'z': DATE '2026-01-01'}]}, MAP {'a': 1}",
            Duration.ofSeconds(10),
            rows -> rows.next());

    assertThat(row)
        .containsExactly(
            "2026-01-01T12:00:00",
            "2026-01-01T10:00:00Z",
            "12:00:00",
            Map.of("x", 1, "y", List.of(Map.of("z", "2026-01-01"))),
            Map.of("a", 1));
  }

  @Test
  void queryIsEndedWhenItsTimeIsOver() {
    assertThatThrownBy(
            () ->
                console.query(
                    "SELECT count(*) FROM range(1000000) a, range(1000000) b",
                    Duration.ofMillis(200),
                    ResultSet::next))
        .isInstanceOf(SQLTimeoutException.class)
        .hasMessage("The query was ended after 0.2 s");
  }

  @Test
  void timeIsOverAlsoWhileRowsAreRead() {
    assertThatThrownBy(
            () ->
                console.read(
                    "SELECT * FROM range(1000000000000)",
                    Duration.ofMillis(200),
                    SqlConsoleIT::all))
        .isInstanceOf(SQLTimeoutException.class);
  }

  @Test
  void errorsSayWhatIsWrongAndNotWhereFilesAre() {
    assertThatThrownBy(() -> console.query("SELECT nosuch FROM events", ResultSet::next))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("nosuch")
        .hasMessageNotContaining(directory.toString());
    assertThatThrownBy(
            () -> console.query("SELECT endpoint::INTEGER FROM events", SqlConsoleIT::columns))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Conversion Error")
        .hasMessageNotContaining(directory.toString());
  }

  private static List<String> undecided(ResultSet functions) throws SQLException {
    List<String> undecided = new ArrayList<>();
    while (functions.next()) {
      String name = functions.getString(1);
      if (!Allowed.isDecided(name, functions.getString(2).startsWith("table"))) {
        undecided.add(name);
      }
    }
    return undecided;
  }

  private static long all(SqlRows rows) throws SQLException {
    long count = 0;
    while (rows.next() != null) {
      count++;
    }
    return count;
  }

  private static int columns(ResultSet result) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      result.getObject(columns);
    }
    return columns;
  }
}
