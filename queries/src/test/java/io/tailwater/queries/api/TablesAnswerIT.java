package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesAnswerIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path directory;
  private static AskedLake lake;

  @BeforeAll
  static void fillLake() throws SQLException {
    lake = new AskedLake(directory, DAY.plusSeconds(200_000));
    RandomEvents random = new RandomEvents(3);
    lake.commit(random.between(DAY, DAY.plusSeconds(3600), 50));
    lake.commit(random.between(DAY, DAY.plusSeconds(3600), 30));
  }

  @AfterAll
  static void close() throws SQLException {
    lake.close();
  }

  @Test
  void tablesAreInNumbers() throws SQLException {
    TablesAnswer.Body body = (TablesAnswer.Body) lake.ask("/api/v1/tables").body();
    TableInfo events = body.items().get(0);

    assertThat(body.items())
        .extracting(TableInfo::table)
        .containsExactly("events", "requests_hourly", "rejects", "ledger");
    assertThat(events.rows()).isEqualTo(80);
    assertThat(events.files()).isEqualTo(2);
    assertThat(events.averageFileBytes()).isEqualTo(events.bytes() / 2);
    assertThat(events.formatVersion()).isEqualTo(2);
    assertThat(events.metadataLocation()).endsWith(".metadata.json");
    assertThat(body.items().get(2).averageFileBytes()).isNull();
  }

  @Test
  void tableHasItsColumnsAndHowItIsDivided() throws SQLException {
    TableAnswer.Body body =
        (TableAnswer.Body) lake.ask("/api/v1/tables/{table}", "table", "requests_hourly").body();

    assertThat(body.columns().get(0))
        .isEqualTo(
            new TableAnswer.Column(1, "hour", "timestamptz", true, "start of the hour, UTC"));
    assertThat(body.partition()).containsExactly(new TableAnswer.Partition("hour", "day"));
    assertThat(body.sortOrder()).isNotNull();
    assertThat(body.properties()).containsEntry("write.parquet.compression-codec", "zstd");
  }

  @Test
  void snapshotsAreThoseUpToTheCut() throws SQLException {
    SnapshotsAnswer.Body ledger = snapshots("ledger");
    SnapshotsAnswer.Body first = snapshots("events", "as_of", "1");
    Answers.Answered one =
        lake.ask("/api/v1/tables/{table}/snapshots", "table", "events", "limit", "1");

    assertThat(ledger.items()).extracting(SnapshotInfo::seq).containsExactly(2L, 1L, 0L);
    assertThat(ledger.items().get(0).cut())
        .containsOnlyKeys("events", "requests_hourly", "rejects");
    assertThat(first.items()).hasSize(2);
    assertThat(first.items().get(0).ofCut()).isTrue();
    assertThat(first.items().get(0).addedRows()).isEqualTo(50);
    assertThat(first.items().get(0).parentId()).isEqualTo(first.items().get(1).snapshotId());
    assertThat(one.meta().truncated()).isTrue();
    assertThat(((SnapshotsAnswer.Body) one.body()).items().get(0).totalRows()).isEqualTo(80);
  }

  @Test
  void unknownTableNamesTheNearest() {
    assertThatThrownBy(() -> lake.ask("/api/v1/tables/{table}", "table", "event"))
        .isInstanceOf(UnknownTableException.class)
        .hasMessageContaining("'events'");
  }

  private static SnapshotsAnswer.Body snapshots(String table, Object... more) throws SQLException {
    Object[] parameters = new Object[2 + more.length];
    parameters[0] = "table";
    parameters[1] = table;
    System.arraycopy(more, 0, parameters, 2, more.length);
    return (SnapshotsAnswer.Body) lake.ask("/api/v1/tables/{table}/snapshots", parameters).body();
  }
}
