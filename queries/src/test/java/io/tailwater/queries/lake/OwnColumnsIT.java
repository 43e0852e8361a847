package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.sql.SqlConsole;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that a configuration has given to fields while the lake was in use. */
class OwnColumnsIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);

  @TempDir Path directory;

  @Test
  void aColumnIsReadByItsIdAndIsNullInFilesFromBeforeItCame() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory)) {
      lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/a", 200, 5)));
      int id = lake.lake().addColumns(Map.of("user_id", ColumnType.LONG)).get("user_id");
      Table events = lake.lake().load(LakeTables.EVENTS);
      appendRow(events, "their_name", id, 7);
      lake.commitNewestSnapshots();
      String sql = "SELECT %s FROM events ORDER BY ts";
      LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
      assertThat(longs(cut, sql.formatted("user_id"))).containsExactly(null, 7L);

      events.refresh();
      events.updateSchema().renameColumn("user_id", "member").commit();
      appendRow(events, "user_id", id, 8);
      lake.commitNewestSnapshots();
      cut = LakeAtCut.newest(lake.lake()).orElseThrow();
      assertThat(longs(cut, sql.formatted("member"))).containsExactly(null, 7L, 8L);
    }
  }

  /** A file of one event in which the column has a name of its own. */
  private void appendRow(Table events, String name, int id, long value) throws Exception {
    Path path = directory.resolve(value + ".parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT TIMESTAMPTZ '2026-01-01 10:0%d:00+00' AS ts, %d::BIGINT AS %s) TO '%s'"
                  .formatted(value, value, name, path)
              + " (FORMAT parquet, FIELD_IDS {ts: 1, %s: %d})".formatted(name, id));
    }
    PartitionData partition = new PartitionData(LakeTables.EVENTS.spec().partitionType());
    partition.set(0, 20_454);
    events
        .newFastAppend()
        .appendFile(
            DataFiles.builder(LakeTables.EVENTS.spec())
                .withPath("file://" + path)
                .withFormat("parquet")
                .withFileSizeInBytes(Files.size(path))
                .withPartition(partition)
                .withRecordCount(1)
                .build())
        .commit();
  }

  private static List<Long> longs(LakeAtCut cut, String sql) throws Exception {
    try (SqlConsole console = new SqlConsole(cut, LIMITS)) {
      return console.query(sql, OwnColumnsIT::longs);
    }
  }

  private static List<Long> longs(ResultSet rows) throws SQLException {
    List<Long> values = new ArrayList<>();
    while (rows.next()) {
      values.add((Long) rows.getObject(1));
    }
    return values;
  }
}
