package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFormatTest {
  @TempDir Path warehouse;

  @Test
  void theTableSaysWhoPacksItsPages() {
    try (TwoWays files = new TwoWays(warehouse)) {
      Table table = files.table;
      assertThat(EventFormat.ownPages(table, EventFormat.PAGES)).isTrue();
      set(table, "parquet-java");
      assertThat(EventFormat.ownPages(table, EventFormat.PAGES)).isFalse();
      try (EventFormat format = new EventFormat(table, false, EventFormat.LIMITS)) {
        assertThat(format.pagedColumns).isEmpty();
      }
      set(table, "fast");
      assertThatThrownBy(() -> EventFormat.ownPages(table, EventFormat.PAGES))
          .hasMessageContainingAll("tailwater.event-pages", "own or parquet-java", "got fast");
    }
  }

  private static void set(Table table, String pages) {
    table.updateProperties().set(EventFormat.PAGES, pages).commit();
  }
}
