package io.tailwater.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tailwater path} prints is what other engines take. */
class PathForOtherEnginesIT {
  @TempDir Path directory;

  @BeforeEach
  void makeLake() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory)) {
      lake.commit(
          List.of(
              Event.at("2026-01-01T10:00:00Z", "/a", 200, 5),
              Event.at("2026-01-02T10:00:00Z", "/b", 404, 7)));
    }
  }

  @Test
  void itIsAMetadataFileOfFormatTwoThatNamesItsRows() throws Exception {
    for (LakeTables table : LakeTables.values()) {
      String path = path(table);
      assertThat(path).endsWith(".metadata.json");
      JsonNode metadata = new ObjectMapper().readTree(Path.of(path).toFile());
      assertThat(metadata.path("format-version").asInt()).isEqualTo(2);
      long current = metadata.path("current-snapshot-id").asLong();
      assertThat(metadata.path("snapshots"))
          .anySatisfy(
              snapshot -> {
                assertThat(snapshot.path("snapshot-id").asLong()).isEqualTo(current);
                Path list = Path.of(snapshot.path("manifest-list").asText().replace("file://", ""));
                assertThat(list).isRegularFile();
              });
    }
  }

  /** Only where the extension is installed: nothing is downloaded. */
  @Test
  void icebergScanReadsWhatItNames() throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET autoinstall_known_extensions = false");
      boolean installed = true;
      try {
        statement.execute("LOAD iceberg");
      } catch (SQLException e) {
        installed = false;
      }
      assumeTrue(installed, "DuckDB's iceberg extension is not installed");
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*), sum(bytes) FROM iceberg_scan('" + path(LakeTables.EVENTS) + "')")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(2);
        assertThat(row.getLong(2)).isEqualTo(200);
      }
    }
  }

  private String path(LakeTables table) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        QueriesMain.run(
            new PrintWriter(out),
            new PrintWriter(err, true),
            "path",
            table.tableName(),
            "--set",
            "lake.warehouse=" + directory);
    assertThat(code).as(err.toString()).isZero();
    return out.toString().strip();
  }
}
