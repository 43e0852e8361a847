package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.UnknownLayoutException;
import io.tailwater.queries.sql.SqlConsole;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lakes whose tables other programs, or other versions of this one, have changed. */
class EvolvedLakeIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);
  private static final Instant HOUR = Instant.parse("2026-01-01T10:00:00Z");

  @TempDir Path directory;
  private LakeFixture lake;

  @BeforeEach
  void commit() throws SQLException {
    lake = new LakeFixture(directory);
    lake.commit(
        List.of(
            Event.at("2026-01-01T10:00:00Z", "/a", 200, 5),
            Event.at("2026-01-01T10:00:01Z", "/a", 503, 7)));
  }

  @AfterEach
  void close() throws SQLException {
    lake.close();
  }

  @Test
  void renamedColumnsAreReadByTheirIdsUnderTheNamesThatTheyHaveHere() throws Exception {
    for (LakeTables kind : LakeTables.values()) {
      rename(lake.lake().load(kind));
    }
    lake.commit(List.of(Event.at("2026-01-01T10:30:00Z", "/b", 404, 9)));

    LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    assertThat(query(cut, "SELECT endpoint, status, latency_ms FROM events ORDER BY ts"))
        .containsExactly("/a 200 5.0", "/a 503 7.0", "/b 404 9.0");
    assertThat(
            query(cut, "SELECT endpoint, sum(requests) FROM requests_hourly GROUP BY 1 ORDER BY 1"))
        .containsExactly("/a 2", "/b 1");
    assertThat(query(cut, "SELECT seq, lines, adopted_from FROM ledger ORDER BY seq"))
        .containsExactly("1 2 null", "2 1 null");
    assertThat(cut.eventFiles(HOUR, HOUR.plusSeconds(60))).hasSize(1);
    try (CutStore store = new CutStore(LIMITS)) {
      store.load(cut);
      try (CutSession session = store.open().orElseThrow()) {
        assertThat(session.query(Sql.of("SELECT sum(requests) FROM hourly"), r -> r.getLong(1)))
            .containsExactly(3L);
      }
    }
  }

  @Test
  void aLakeThatIsYetToGetAColumnIsReadAsIfItHadIt() throws Exception {
    Table ledger = lake.lake().load(LakeTables.LEDGER);
    ledger.updateSchema().deleteColumn("adopted_from").commit();
    ledger.updateProperties().set("tailwater.layout", "1").commit();
    lake.commit(List.of(Event.at("2026-01-01T10:30:00Z", "/b", 404, 9)));

    LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
    assertThat(query(cut, "SELECT seq, adopted_from FROM ledger ORDER BY seq"))
        .containsExactly("1 null", "2 null");
  }

  @Test
  void aNewerLakeIsRefusedByName() {
    newer();
    assertThatThrownBy(() -> LakeAtCut.newest(lake.lake()))
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageContaining("logs.requests_hourly has layout 99, this version of Tailwater knows")
        .hasMessageContaining("a newer version wrote it, use that one or a newer one");
  }

  @Test
  void aServiceThatMeetsANewerLakeKeepsItsAnswersAndSaysWhy() throws Exception {
    try (CutStore store = new CutStore(LIMITS);
        LakeFollower follower = new LakeFollower(lake.location(), store, cut -> {})) {
      follower.poll();
      newer();
      lake.commit(List.of(Event.at("2026-01-01T10:30:00Z", "/b", 404, 9)));

      assertThatThrownBy(follower::poll).isInstanceOf(UnknownLayoutException.class);
      assertThat(store.current().orElseThrow().cut().seq()).isEqualTo(1);
    }
  }

  private void newer() {
    lake.lake()
        .load(LakeTables.REQUESTS_HOURLY)
        .updateProperties()
        .set("tailwater.layout", "99")
        .commit();
  }

  /** Columns of text take the old names, to be mistaken for ours. */
  private static void rename(Table table) {
    UpdateSchema renamed = table.updateSchema();
    List<NestedField> columns = table.schema().columns();
    columns.forEach(column -> renamed.renameColumn(column.name(), "their_" + column.name()));
    renamed.commit();
    UpdateSchema added = table.updateSchema();
    columns.forEach(column -> added.addColumn(column.name(), StringType.get()));
    added.commit();
  }

  private static List<String> query(LakeAtCut cut, String sql) throws Exception {
    try (SqlConsole console = new SqlConsole(cut, LIMITS)) {
      return console.query(
          sql,
          rows -> {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
              List<String> row = new ArrayList<>();
              for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.add(String.valueOf(rows.getObject(i)));
              }
              texts.add(String.join(" ", row));
            }
            return texts;
          });
    }
  }
}
