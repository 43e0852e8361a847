package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes that no event has, or none for a long time, read as parquet-java writes them. */
class LateAttributesTest {
  private static final int BATCHES = 6;
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

  @TempDir Path warehouse;

  @ParameterizedTest
  @CsvSource({"0, 700", "1, 700", "5, 5000", "3, 256", "2, 1", "6, 9000"})
  void rowsBeforeTheFirstAttributesAreNull(int nullBatches, int rows) throws Exception {
    try (TwoWays files = new TwoWays(warehouse)) {
      PageLimits limits = new PageLimits(8_000, 1 << 20, 1 << 20);
      files.write((batch, i) -> fill(batch, rows, i >= nullBatches), BATCHES, limits, 1L << 40);
      assertThat(ReadBack.groups(files.own)).isEqualTo(ReadBack.groups(files.stock));
      PageIndexLaw.check(TwoWays.parquet(files.own), nullBatches + " batches of nulls");
    }
  }

  @Test
  void eachRowGroupWaitsForItsOwnAttributes() throws Exception {
    try (TwoWays files = new TwoWays(warehouse)) {
      files.write((batch, i) -> fill(batch, 900, i % 3 == 1), BATCHES, EventFormat.LIMITS, 1 << 13);
      assertThat(ReadBack.groups(files.own)).isEqualTo(ReadBack.groups(files.stock));
      try (var reader = ParquetFileReader.open(TwoWays.parquet(files.own))) {
        assertThat(reader.getRowGroups()).hasSizeGreaterThan(2);
      }
    }
  }

  /** Every third row of a batch with attributes has two, one of them without a value. */
  private static void fill(EventColumns batch, int rows, boolean withAttributes) {
    batch.start("web", "a");
    for (int i = 0; i < rows; i++) {
      int row = batch.addRow(i, i);
      if (withAttributes && i % 3 == 0) {
        int key = batch.attributes.keys().idOf("key" + i % 5);
        batch.attributes.add(row, key, VALUE, 0, i % 6);
        batch.attributes.add(row, batch.attributes.keys().idOf("none"), null, 0, 0);
      }
    }
  }
}
