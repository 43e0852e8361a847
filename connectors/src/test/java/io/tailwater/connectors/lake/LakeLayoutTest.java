package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLayoutTest {
  @TempDir Path warehouse;
  private LakeCatalog lake;

  @BeforeEach
  void makeALakeOfTheFirstLayout() {
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    lake.createTables("other");
    lake.catalog().dropTable(lake.identifier(LakeTables.LEDGER));
    List<NestedField> columns = LakeTables.LEDGER.schema().columns().subList(0, 19);
    lake.catalog()
        .buildTable(lake.identifier(LakeTables.LEDGER), new Schema(columns))
        .withPartitionSpec(LakeTables.LEDGER.spec())
        .withProperties(LakeTables.LEDGER.properties())
        .withProperty("tailwater.layout", "1")
        .create();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void anOlderTableGetsTheColumnsThatHaveComeSinceAtOnce() {
    Table before = ledger();
    assertThat(before.schema().findField("adopted_from")).isNull();
    LakeLayout.check(LakeTables.LEDGER, before);
    lake.upgradeTables();

    Table after = ledger();
    assertThat(after.schema().columns()).isEqualTo(LakeTables.LEDGER.schema().columns());
    assertThat(after.properties())
        .containsEntry("tailwater.layout", Integer.toString(LakeLayout.NEWEST));
    assertThat(((BaseTable) after).operations().current().previousFiles()).hasSize(1);
    assertThat(LakeLayout.upgrade(LakeTables.LEDGER, after)).isFalse();
  }

  @Test
  void columnsOfOthersStayAndOursAreKnownByTheirIds() {
    ledger().updateSchema().renameColumn("lost", "bytes_lost").commit();
    upgrade(with(NestedField.optional(30, "note", StringType.get())));

    Schema schema = ledger().schema();
    assertThat(schema.findField(12).name()).isEqualTo("bytes_lost");
    assertThat(schema.findField(30).name()).isEqualTo("note");
    assertThat(schema.findField(20).name()).isEqualTo("adopted_from");
    assertThat(LakeColumns.named(LakeTables.LEDGER, schema).findField(12).name()).isEqualTo("lost");
  }

  @Test
  void aColumnOfAnotherProgramWithTheNameOfOneToComeIsNamed() {
    Schema taken = with(NestedField.optional(30, "adopted_from", StringType.get()));
    assertThatThrownBy(() -> upgrade(taken))
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageContaining("ledger is to get the column adopted_from (field id 20)")
        .hasMessageContaining("added adopted_from (field id 30): give that one another name");
  }

  @Test
  void aColumnOfAnotherProgramWithTheIdOfOneToComeIsNamedAlsoOnceItIsDropped() {
    ledger().updateSchema().addColumn("note", StringType.get()).commit();
    assertThatThrownBy(lake::upgradeTables)
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageContaining("added note (field id 20): go on in another lake.namespace");
    ledger().updateSchema().deleteColumn("note").commit();
    assertThatThrownBy(lake::upgradeTables).hasMessageContaining("added note (field id 20)");
  }

  @Test
  void aNewerTableIsRefusedByName() {
    setLayout(Integer.toString(LakeLayout.NEWEST + 1));
    assertThatThrownBy(() -> LakeLayout.check(LakeTables.LEDGER, ledger()))
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessage(
            "Table tailwater.logs.ledger has layout "
                + (LakeLayout.NEWEST + 1)
                + ", this version of Tailwater knows layouts up to "
                + LakeLayout.NEWEST
                + ": a newer version wrote it, use that one or a newer one");
    assertThat(LakeLayout.upgrade(LakeTables.LEDGER, ledger())).isFalse();
  }

  @Test
  void aTableThatIsNoneOfOursAndOneOfAnotherScaleAreRefused() {
    setLayout("two");
    assertThatThrownBy(() -> LakeLayout.check(LakeTables.LEDGER, ledger()))
        .hasMessageContaining("tailwater.layout two, want a number: it was not made by Tailwater");
    setLayout("2");
    ledger().updateProperties().set("tailwater.latency-scale", "6").commit();
    assertThatThrownBy(() -> LakeLayout.check(LakeTables.LEDGER, ledger()))
        .hasMessageContaining(
            "latency buckets of scale 6, this version of Tailwater counts by scale 5");
  }

  @Test
  void everyColumnThatHasComeSinceIsOptional() {
    for (LakeTables kind : LakeTables.values()) {
      assertThat(LakeLayout.addedSince(kind, LakeLayout.NEWEST)).isEmpty();
      assertThat(LakeLayout.addedSince(kind, 1)).allMatch(NestedField::isOptional);
    }
    assertThat(LakeLayout.addedSince(LakeTables.LEDGER, 1)).hasSize(10);
    assertThat(LakeLayout.addedSince(LakeTables.EVENTS, 3))
        .extracting(NestedField::name)
        .containsExactly("part");
  }

  private void upgrade(Schema schema) {
    BaseTable table = (BaseTable) ledger();
    var base = table.operations().current();
    table
        .operations()
        .commit(base, TableMetadata.buildFrom(base).setCurrentSchema(schema, 30).build());
    lake.upgradeTables();
  }

  private Schema with(NestedField column) {
    List<NestedField> columns = new ArrayList<>(ledger().schema().columns());
    columns.add(column);
    return new Schema(columns);
  }

  private void setLayout(String layout) {
    ledger().updateProperties().set("tailwater.layout", layout).commit();
  }

  private Table ledger() {
    return lake.load(LakeTables.LEDGER);
  }
}
