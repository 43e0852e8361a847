package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledFormatsTest {
  private static final SettledFormat JSON = new SettledFormat("json", List.of(), ',');
  private static final SettledFormat CSV =
      new SettledFormat("csv", List.of("ts", "a \"b\", c"), '\t');

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
  void whatWasSettledIsThereForTheNextStartBesideThatOfOtherSources() {
    assertThat(lake.settledFormats()).isEmpty();
    lake.rememberFormats(Map.of("app", JSON));
    lake.rememberFormats(Map.of("rows", CSV));
    assertThat(lake.settledFormats()).isEqualTo(Map.of("app", JSON, "rows", CSV));
    lake.rememberFormats(Map.of("app", CSV));
    assertThat(lake.settledFormats()).isEqualTo(Map.of("app", CSV, "rows", CSV));
  }

  @Test
  void whatIsKnownAlreadyMakesNoNewMetadata() {
    lake.rememberFormats(Map.of("app", JSON, "rows", CSV));
    String metadata = metadata();
    lake.rememberFormats(Map.of("app", JSON));
    lake.rememberFormats(Map.of());
    assertThat(metadata()).isEqualTo(metadata);
  }

  @Test
  void aLaterVersionIsRefused() {
    Table events = lake.load(LakeTables.EVENTS);
    events.updateProperties().set(SettledFormats.PROPERTY, "{\"version\":2}").commit();
    assertThatThrownBy(lake::settledFormats)
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageEndingWith("has tailwater.source-formats of version 2, want 1");
    events.updateProperties().set(SettledFormats.PROPERTY, "{").commit();
    assertThatThrownBy(lake::settledFormats)
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageEndingWith("has tailwater.source-formats {, want JSON");
  }

  private String metadata() {
    return ((BaseTable) lake.load(LakeTables.EVENTS)).operations().current().metadataFileLocation();
  }
}
