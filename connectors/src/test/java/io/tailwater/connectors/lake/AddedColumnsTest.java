package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedColumnsTest {
  private static final Map<String, ColumnType> WANTED =
      Map.of("engagement_ms", ColumnType.DOUBLE, "user_id", ColumnType.LONG);

  @TempDir Path warehouse;
  private LakeCatalog lake;

  @BeforeEach
  void makeALake() {
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    lake.createTables("other");
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void columnsAreAddedOnceWithIdsFarAboveOurOwn() {
    assertThat(lake.addColumns(WANTED)).isEqualTo(Map.of("engagement_ms", 1000, "user_id", 1001));
    assertThat(events().schema().findField(1000).name()).isEqualTo("engagement_ms");
    assertThat(events().schema().findField(1001).isOptional()).isTrue();
    String metadata = metadata();
    assertThat(lake.addColumns(WANTED)).hasSize(2);
    assertThat(lake.addColumns(Map.of("user_id", ColumnType.LONG)))
        .isEqualTo(Map.of("user_id", 1001));
    assertThat(lake.addColumns(Map.of())).isEmpty();
    assertThat(metadata()).isEqualTo(metadata);
    assertThat(lake.addColumns(Map.of("seen", ColumnType.BOOLEAN))).isEqualTo(Map.of("seen", 1002));
    assertThat(events().schema().findField("seen").type()).isEqualTo(BooleanType.get());
  }

  @Test
  void aColumnThatWasRenamedIsKnownByItsId() {
    lake.addColumns(WANTED);
    events().updateSchema().renameColumn("user_id", "member").commit();
    assertThat(lake.addColumns(WANTED)).containsEntry("user_id", 1001);
    assertThat(events().schema().findField("user_id")).isNull();
  }

  @Test
  void aColumnThatWasDroppedComesBackWithItsValues() {
    lake.addColumns(WANTED);
    events().updateSchema().deleteColumn("user_id").commit();
    assertThat(lake.addColumns(WANTED)).containsEntry("user_id", 1001);
    assertThat(events().schema().findField("user_id").fieldId()).isEqualTo(1001);
  }

  @Test
  void aColumnKeepsItsType() {
    lake.addColumns(WANTED);
    assertThatThrownBy(() -> lake.addColumns(Map.of("user_id", ColumnType.STRING)))
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageContaining("Column user_id of ")
        .hasMessageContaining("is of type long, and the configuration wants string");
  }

  @Test
  void aColumnOfAnotherProgramIsLeftAlone() {
    events().updateSchema().addColumn("User_ID", StringType.get()).commit();
    assertThatThrownBy(() -> lake.addColumns(WANTED))
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageContaining("has one of that name (field id 29) that another program has added");
    assertThat(events().schema().findField("engagement_ms")).isNull();
  }

  @Test
  void aFieldsColumnIsNamedAsTablesNameColumns() {
    assertThat(AddedColumns.nameOf("user.id")).isEqualTo("user_id");
    assertThat(AddedColumns.nameOf("Engagement-MS")).isEqualTo("engagement_ms");
  }

  private Table events() {
    return lake.load(LakeTables.EVENTS);
  }

  private String metadata() {
    return ((BaseTable) events()).operations().current().metadataFileLocation();
  }
}
