package io.tailwater.connectors.commit.file;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.lt;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers skip pages by the row at which each begins; a column at a time must not blur that. */
class EventFilePagesTest {
  private static final int ROWS = 60_000;
  private static final Set<String> NUMBERS =
      Set.of("ts", "status", "bytes", "latency_ms", "offset", "attributes.key_value.key");

  @TempDir Path warehouse;
  private final RandomEvents events = new RandomEvents(7);
  private InputFile file;

  @BeforeEach
  void writeOneFile() throws IOException {
    try (EventTable table = new EventTable(warehouse)) {
      EventColumns batch = new EventColumns();
      for (int i = 0; i < ROWS; i += 1_000) {
        events.fill(batch, 1_000, 1);
        table.write(batch);
      }
      file = table.end();
    }
  }

  @Test
  void columnsHaveManyPagesAndParquetEndsItsOwnWhereAllOfThemStand() throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      assertThat(reader.getRowGroups()).hasSize(1);
      for (ColumnChunkMetaData column : reader.getRowGroups().get(0).getColumns()) {
        OffsetIndex pages = reader.readOffsetIndex(column);
        assertThat(pages.getPageCount()).as(column.toString()).isGreaterThan(2);
        if (NUMBERS.contains(column.getPath().toDotString())) {
          for (int page = 0; page < pages.getPageCount(); page++) {
            assertThat(pages.getFirstRowIndex(page) % EventFormat.SLAB_ROWS).isZero();
          }
        }
      }
    }
  }

  @Test
  void aRangeOfRowsFoundThroughThePageIndexHasItsOwnValuesInEveryColumn() throws IOException {
    for (long from : new long[] {0, 20_470, 40_000, ROWS - 30}) {
      var range = and(gtEq(longColumn("offset"), from), lt(longColumn("offset"), from + 30));
      try (ParquetReader<Group> reader =
          new EventTable.Groups(file).withFilter(FilterCompat.get(range)).build()) {
        for (long offset = from; offset < from + 30; offset++) {
          Group row = reader.read();
          Map<String, Object> want = events.rows.get((int) offset);
          assertThat(row.getLong("offset", 0)).isEqualTo(offset);
          assertThat(row.getLong("ts", 0)).isEqualTo(want.get("ts"));
          for (String column : new String[] {"path", "endpoint", "client_ip", "request_id"}) {
            assertThat(row.getFieldRepetitionCount(column))
                .isEqualTo(want.containsKey(column) ? 1 : 0);
            if (want.containsKey(column)) {
              assertThat(row.getString(column, 0)).isEqualTo(want.get(column));
            }
          }
        }
        assertThat(reader.read()).isNull();
      }
    }
  }
}
