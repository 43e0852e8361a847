package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people's SQL can and cannot do. The refused ones have all worked against lesser locks. */
class SqlConsoleIT {
  @TempDir Path directory;
  private LakeFixture lake;
  private SqlConsole console;
  private String dataFile;

  @BeforeEach
  void open() throws SQLException {
    lake = new LakeFixture(directory.resolve("lake"));
    lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/a", 200, 5)));
    LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    dataFile = cut.files(LakeTables.EVENTS).get(0);
    console = new SqlConsole(cut, new DuckDbLimits(128, 1, 10));
  }

  @AfterEach
  void close() throws SQLException {
    console.close();
    lake.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM events",
        "WITH e AS (SELECT * FROM events) SELECT * FROM e UNION ALL SELECT * FROM e",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) FROM n",
        "FROM rejects",
        "DESCRIBE events",
        "SELECT * FROM daily_endpoint_metrics",
        "SELECT list(endpoint ORDER BY ts) OVER () FROM events;",
        "VALUES (1), (2)"
      })
  void queriesRun(String sql) throws SQLException {
    assertThat(console.<Integer>query(sql, result -> result.getMetaData().getColumnCount()))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT 1) TO '%dir%/evil.csv'",
        "WITH t AS (COPY (SELECT 1) TO '%dir%/evil.csv') SELECT 1",
        "SELECT * FROM (WITH t AS (COPY (SELECT 1) TO '%dir%/evil.csv') SELECT 1)",
        "WITH t AS (COPY (SELECT 1 AS ts) TO '%file%' (FORMAT parquet, USE_TMP_FILE false))"
            + " SELECT 1",
        "COPY (SELECT 1) TO '%file%' (FORMAT parquet, USE_TMP_FILE false)",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "ATTACH '%dir%/evil.db'",
        "CREATE TABLE t AS SELECT 1",
        "DROP VIEW events",
        "SELECT 1; SELECT 2",
        "SELECT 1; COPY (SELECT 1) TO '%dir%/evil.csv'",
        "EXPORT DATABASE '%dir%/evil'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('%dir%/*')",
        "SELECT * FROM '%dir%/secret.csv'",
        "SELECT * FROM glob('%dir%/*')",
        "SELECT getenv('HOME')",
        "",
        "SELEC 1"
      })
  void everythingElseIsRefusedAndWritesNothing(String template) throws Exception {
    Files.writeString(directory.resolve("secret.csv"), "a\n1\n");
    String sql = template.replace("%dir%", directory.toString()).replace("%file%", dataFile);
    Map<Path, Long> before = filesWithSizes();

    assertThatThrownBy(() -> console.query(sql, result -> drain(result)))
        .isInstanceOfAny(RefusedSqlException.class, SQLException.class);
    assertThat(filesWithSizes()).isEqualTo(before);
    assertThat(console.<Boolean>query("SELECT * FROM events", result -> result.next())).isTrue();
  }

  private static int drain(ResultSet result) throws SQLException {
    int rows = 0;
    while (result.next()) {
      rows++;
    }
    return rows;
  }

  private Map<Path, Long> filesWithSizes() throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(file, Files.size(file));
      }
    }
    return sizes;
  }
}
