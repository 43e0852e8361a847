package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maps in pages of our own read as parquet-java writes them, wherever pages end. */
class AttributePagesTest {
  private static final int ROWS = 640;
  private static final int BATCHES = 2;
  private static final String HUGE = "h".repeat(70_000);

  /** Pages of a slab, of seven rows, and of some hundred bytes. */
  private static final List<PageLimits> LIMITS =
      List.of(
          new PageLimits(EventFormat.SLAB_ROWS, 1 << 20, 1 << 20),
          new PageLimits(7, 1 << 8, 1 << 8),
          new PageLimits(700, 1 << 9, 1 << 9));

  @TempDir Path warehouse;

  /** What rows have: how many entries, with which keys and values. */
  private enum Shape {
    ALL_EQUAL((row, i) -> "same"),
    ALL_DIFFERENT((row, i) -> row + "/" + i),
    FEW_AND_EMPTY((row, i) -> row % 3 == 0 ? "" : "v" + row % 7),
    HUGE_NOW_AND_THEN((row, i) -> row % 100 == 1 ? row + HUGE : "v" + row % 50),
    SOME_WITHOUT_VALUE((row, i) -> (row + i) % 4 == 0 ? null : "v" + row % 900),
    NONE_WITH_VALUE((row, i) -> null),
    KEYS_ALL_DIFFERENT((row, i) -> "v"),
    ONE_ENTRY_EACH((row, i) -> row % 2 == 0 ? null : "v" + row),
    MORE_ENTRIES_THAN_A_PAGE_HOLDS((row, i) -> "v" + row * i % 5_000),
    NULLS_IN_THE_FIRST_PAGES_AND_THE_LAST((row, i) -> "v" + row % 100);

    private final Texts value;

    Shape(Texts value) {
      this.value = value;
    }

    private int entries(int row) {
      return switch (this) {
        case ONE_ENTRY_EACH -> 1;
        case MORE_ENTRIES_THAN_A_PAGE_HOLDS -> row % 500 == 255 ? 3_000 : row % 2;
        case NULLS_IN_THE_FIRST_PAGES_AND_THE_LAST -> row < 300 || row > 550 ? 0 : 2;
        default -> row * 31 % 5;
      };
    }

    private String key(int row, int i) {
      return this == KEYS_ALL_DIFFERENT ? "k" + row + "/" + i : "key" + i;
    }
  }

  /** A text of an entry, or null. */
  private interface Texts {
    String of(int row, int entry);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyReaderFindsTheSameMapsHoweverPagesAreCut(Shape shape) throws Exception {
    try (TwoWays files = new TwoWays(warehouse)) {
      for (PageLimits limits : LIMITS) {
        boolean parted = limits.rows() == 700;
        write(files, shape, limits, parted ? 1 << 14 : 1L << 40);
        String as = shape + " " + limits;
        assertThat(ReadBack.groups(files.own)).as(as).isEqualTo(ReadBack.groups(files.stock));
        assertThat(ReadBack.records(files.table, files.own))
            .as(as)
            .isEqualTo(ReadBack.records(files.table, files.stock));
        assertThat(ReadBack.differencesByDuckDb(files.own, files.stock)).as(as).isZero();
        PageIndexLaw.check(TwoWays.parquet(files.own), as);
      }
    }
  }

  @Test
  void aDictionaryIsGivenUpWhereValuesHardlyRepeatAndNotMadeWhereThereAreNone() throws Exception {
    PageLimits limits = LIMITS.get(0);
    Encoding numbers = Encoding.PLAIN_DICTIONARY;
    try (TwoWays files = new TwoWays(warehouse)) {
      write(files, Shape.ALL_EQUAL, limits, 1L << 40);
      assertThat(encodings(files, "key")).contains(numbers).doesNotContain(Encoding.PLAIN);
      assertThat(encodings(files, "value")).contains(numbers).doesNotContain(Encoding.PLAIN);
      write(files, Shape.ALL_DIFFERENT, limits, 1L << 40);
      assertThat(encodings(files, "value")).contains(numbers, Encoding.PLAIN);
      write(files, Shape.KEYS_ALL_DIFFERENT, limits, 1L << 40);
      assertThat(encodings(files, "key")).contains(numbers, Encoding.PLAIN);
      write(files, Shape.NONE_WITH_VALUE, limits, 1L << 40);
      assertThat(encodings(files, "value")).contains(Encoding.PLAIN).doesNotContain(numbers);
    }
  }

  private static void write(TwoWays files, Shape shape, PageLimits limits, long rowGroupBytes)
      throws Exception {
    files.write((batch, number) -> fill(batch, shape), BATCHES, limits, rowGroupBytes);
  }

  private static void fill(EventColumns batch, Shape shape) {
    batch.start("web", "a");
    for (int i = 0; i < ROWS; i++) {
      int row = batch.addRow(i, i);
      for (int entry = 0; entry < shape.entries(i); entry++) {
        int key = batch.attributes.keys().idOf(shape.key(i, entry));
        String value = shape.value.of(i, entry);
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        batch.attributes.add(row, key, bytes, 0, bytes == null ? 0 : bytes.length);
      }
    }
  }

  private static Set<Encoding> encodings(TwoWays files, String column) throws IOException {
    Set<Encoding> encodings = new TreeSet<>();
    try (ParquetFileReader reader = ParquetFileReader.open(TwoWays.parquet(files.own))) {
      reader.getRowGroups().get(0).getColumns().stream()
          .filter(c -> c.getPath().toDotString().equals("attributes.key_value." + column))
          .forEach(c -> encodings.addAll(c.getEncodings()));
    }
    return encodings;
  }
}
