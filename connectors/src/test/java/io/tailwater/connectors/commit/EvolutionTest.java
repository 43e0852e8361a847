package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs rename every column of a lake, and add some. */
class EvolutionTest {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private long seq;

  @BeforeEach
  void commitBeforeAndAfter() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    commit("run1", 2);
    for (LakeTables kind : LakeTables.values()) {
      rename(lake.catalog.load(kind));
    }
    lake.start("run2");
    commit("run2", 2);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void renamedColumnsReadRightInFilesFromBeforeAndAfter() {
    AuditReport report = deep();
    assertThat(report.findings()).isEmpty();
    assertThat(report.events()).isEqualTo(12);
    assertThat(report.totals().orElseThrow().requests()).isEqualTo(12);
    assertThat(heads()).hasSize(5).contains("a 120");
    Instant now = Instant.now();
    AuditScope lately = new AuditScope(Optional.of(now.minusSeconds(600)), Optional.of(now), false);
    assertThat(Audit.at(lake.catalog, lake.cut(), lately).lines()).isEqualTo(16);
  }

  @Test
  void filesFromBeforeAndAfterAreMergedAndKeepTheColumnsOfOthers() {
    List<String> heads = heads();
    new Upkeep(lake.catalog, TestLake.TARGETS.mergingAll())
        .merge(EnumSet.allOf(LakeTables.class), false);

    assertThat(deep().findings()).isEmpty();
    assertThat(lake.rows(LakeTables.REQUESTS_HOURLY)).isEqualTo(1);
    assertThat(heads()).isEqualTo(heads);
    lake.start("run3");
    commit("run3", 1);
    assertThat(deep().findings()).isEmpty();
    assertThat(lake.catalog.load(LakeTables.EVENTS).schema().findField("status").fieldId())
        .as("a column of others under a name of ours")
        .isGreaterThan(27);
  }

  /** Columns of text take the old names, to be mistaken for ours. */
  private static void rename(Table table) {
    UpdateSchema renamed = table.updateSchema();
    List<NestedField> columns = table.schema().columns();
    columns.forEach(column -> renamed.renameColumn(column.name(), "their_" + column.name()));
    renamed.commit();
    UpdateSchema added = table.updateSchema().addColumn("note", StringType.get());
    columns.forEach(column -> added.addColumn(column.name(), StringType.get()));
    added.commit();
  }

  private void commit(String run, int commits) {
    LakeCoordinator coordinator = lake.coordinator(run);
    for (int i = 0; i < commits; i++) {
      coordinator.commit(lake.commitWithReject(run, seq + 1, "a", 30 * seq, 3));
      seq++;
    }
  }

  private List<String> heads() {
    List<String> heads = new ArrayList<>();
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    for (StreamHead head : new LedgerReader(ledger, lake.cut().ledgerSnapshot()).heads()) {
      heads.add(head.stream() + " " + head.offset());
    }
    heads.sort(null);
    return heads;
  }

  private AuditReport deep() {
    return Audit.at(
        lake.catalog, lake.cut(), new AuditScope(Optional.empty(), Optional.empty(), true));
  }
}
