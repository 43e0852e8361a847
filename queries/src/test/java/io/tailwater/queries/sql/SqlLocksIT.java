package io.tailwater.queries.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every exploit against each lock alone, to know that each holds by itself, and where it does not.
 */
class SqlLocksIT {
  @TempDir Path directory;
  private LakeFixture lake;
  private SqlConsole console;
  private String dataFile;
  private Map<Path, String> before;

  @BeforeEach
  void open() throws Exception {
    lake = new LakeFixture(directory.resolve("lake"));
    lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/a", 200, 5)));
    LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    dataFile = cut.files(LakeTables.EVENTS).get(0);
    Files.writeString(directory.resolve("secret.csv"), "a\nhush-hush\n");
    console = SqlConsoles.open(lake);
    before = SqlConsoles.files(directory);
  }

  @AfterEach
  void close() throws SQLException {
    console.close();
    lake.close();
  }

  @Test
  void theFirstLockAloneRefusesEveryExploit() throws Exception {
    String state = SqlConsoles.state(console);
    for (String sql : exploits().toList()) {
      // Columns are DuckDB's to look for, so that a query of one may pass.
      if (!sql.matches("SELECT (filename|file_row_number|rowid) FROM events")) {
        assertThatThrownBy(() -> console.check(sql))
            .as(sql)
            .isInstanceOf(RefusedSqlException.class);
      }
    }
    assertThat(SqlConsoles.files(directory)).isEqualTo(before);
    assertThat(SqlConsoles.state(console)).isEqualTo(state);
  }

  @Test
  void theSecondLockAloneWritesNoNewFileReadsNoOtherAndKeepsItsSettings() throws Exception {
    for (String sql :
        exploits().filter(sql -> !sql.contains("COPY") || !sql.contains(dataFile)).toList()) {
      try (SqlConsole fresh = SqlConsoles.open(lake)) {
        String read = behindSecondLock(fresh, sql);
        assertThat(read).as(sql).doesNotContain("hush-hush", "root:");
        assertThat(SqlConsoles.files(directory)).as(sql).isEqualTo(before);
      }
    }
  }

  /** A lock of settings does not tell reading from writing: this is why there is another. */
  @Test
  void theSecondLockAloneDoesNotKeepDataFilesFromBeingWritten() throws Exception {
    behindSecondLock(
        console,
        "COPY (SELECT 1 AS ts) TO '" + dataFile + "' (FORMAT parquet, USE_TMP_FILE false)");

    assertThat(SqlConsoles.files(directory)).isNotEqualTo(before);
  }

  @Test
  void bothLocksRefuseEveryExploit() throws Exception {
    String state = SqlConsoles.state(console);
    for (String sql : exploits().toList()) {
      assertThatThrownBy(() -> console.query(sql, Duration.ofSeconds(5), SqlConsoles::drain))
          .as(sql)
          .isInstanceOfAny(RefusedSqlException.class, SQLException.class)
          .matches(e -> sql.contains(dataFile) || !e.getMessage().contains("/lake/"));
    }
    assertThat(SqlConsoles.files(directory)).isEqualTo(before);
    assertThat(SqlConsoles.state(console)).isEqualTo(state);
  }

  @Test
  void textThatCannotBeReadSafelyIsRefused() {
    Map<String, String> refused =
        Map.of(
            "SELECT 1\0; COPY (SELECT 1) TO 'x'",
            "control characters",
            "SELECT '\ud800'",
            "control characters",
            "SELECT " + "(".repeat(201) + "1" + ")".repeat(201),
            "200 deep",
            "FROM " + "(FROM ".repeat(15_000) + "events" + ")".repeat(15_000),
            "100000 characters",
            "SELECT '" + "x".repeat(100_000) + "'",
            "100000 characters",
            "SELECT 1" + " + 1".repeat(2000),
            "Max expression depth",
            "SELECT 1 FROM events" + " JOIN events USING (ts)".repeat(3000),
            "too deep");

    refused.forEach(
        (sql, why) ->
            assertThatThrownBy(() -> console.check(sql))
                .isInstanceOf(RefusedSqlException.class)
                .hasMessageContaining(why));
  }

  @Test
  void unknownPartsOfAParsedQueryAreRefused() throws Exception {
    SqlGate gate = new SqlGate(Set.of("events"), Set.of(), Set.of());
    String parsed =
        console.run(
            "SELECT json_serialize_sql('SELECT a FROM events')",
            Duration.ofSeconds(5),
            row -> row.next() ? row.getString(1) : null);
    ObjectMapper json = new ObjectMapper();
    gate.check(json.readTree(parsed));

    for (Function<String, String> change :
        List.<Function<String, String>>of(
            text -> text.replace("\"SELECT_NODE\"", "\"NEW_NODE\""),
            text -> text.replace("\"COLUMN_REF\"", "\"NEW_REF\""),
            text -> text.replace("\"column_names\"", "\"column_name\""),
            text -> text.replace("\"having\":null", "\"having\":null,\"into\":null"),
            text -> text.replace("\"at_clause\":null", "\"at_clause\":{}"),
            text -> text.replace("\"named_param_map\":[]", "\"named_param_map\":[1]"))) {
      String changed = change.apply(parsed);
      assertThat(changed).isNotEqualTo(parsed);
      assertThatThrownBy(() -> gate.check(json.readTree(changed)))
          .isInstanceOf(RefusedSqlException.class);
    }
  }

  private Stream<String> exploits() {
    return SqlPieces.exploits().stream()
        .map(sql -> sql.replace("%dir%", directory.toString()).replace("%file%", dataFile));
  }

  /** What came out, or why nothing did. */
  private static String behindSecondLock(SqlConsole console, String sql) {
    StringBuilder read = new StringBuilder();
    try {
      console.run(
          sql,
          Duration.ofSeconds(1),
          rows -> {
            for (int n = 0; n < 1000 && rows.next(); n++) {
              read.append(rows.getString(1)).append('\n');
            }
            return null;
          });
    } catch (SQLException | RuntimeException e) {
      read.append(e.getMessage());
    }
    return read.toString();
  }
}
