package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that end in the middle of the rows that a column is given at once. */
class PageEndTest {
  private static final int PAGE_ROWS = 1_500;

  @TempDir Path warehouse;

  @Test
  void rowsOfOneValueGoOnPlainWhereTheFirstPageShowsThatValuesHardlyRepeat() throws Exception {
    try (TwoWays files = new TwoWays(warehouse)) {
      PageLimits limits = new PageLimits(PAGE_ROWS, 1 << 20, 1 << 20);
      files.write((batch, number) -> fill(batch), 3, limits, 1L << 40);
      assertThat(ReadBack.groups(files.own)).isEqualTo(ReadBack.groups(files.stock));
      PageIndexLaw.check(TwoWays.parquet(files.own), "values, then one");
    }
  }

  @Test
  void textsOfLengthsAroundWordsAndOfAMebibyteReadBackWhereverPagesAndRowGroupsEnd()
      throws Exception {
    int[] lengths = {0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1 << 16, 1 << 20};
    try (TwoWays files = new TwoWays(warehouse)) {
      files.write(
          (batch, number) -> {
            batch.start("web", "a");
            for (int i = 0; i < 300; i++) {
              int row = batch.addRow(i, i);
              byte[] bytes = new byte[i % 100 < 99 ? lengths[i % 14] : lengths[14 + number % 2]];
              Arrays.fill(bytes, (byte) (i % 7 == 0 ? 0x80 : 'x'));
              if (bytes.length > 0) {
                bytes[i * 31 % bytes.length] ^= (byte) (i % 3);
              }
              batch.path.set(row, bytes, 0, bytes.length);
              batch.raw.set(row, bytes, 0, bytes.length);
              batch.endpoint.set(row, bytes, 0, bytes.length);
            }
          },
          6,
          EventFormat.LIMITS,
          3 << 20);
      assertThat(ReadBack.groups(files.own)).isEqualTo(ReadBack.groups(files.stock));
      PageIndexLaw.check(TwoWays.parquet(files.own), "lengths");
    }
  }

  /** Values that all differ, and one value from well before the page's end on. */
  private static void fill(EventColumns batch) {
    batch.start("web", "a");
    for (int i = 0; i < 2 * PAGE_ROWS; i++) {
      int row = batch.addRow(i, i);
      byte[] value = ("v" + Math.min(i, 1_200)).getBytes(StandardCharsets.UTF_8);
      batch.endpoint.set(row, value, 0, value.length);
      batch.path.set(row, value, 0, value.length);
    }
  }
}
