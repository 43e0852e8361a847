package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextChunkTest {
  private static final int ROWS = 50_000;

  @TempDir Path warehouse;

  @Test
  void aColumnOfNullsHasPlainPagesAndNoDictionary() throws IOException {
    ColumnChunkMetaData chunk = roundTrip(row -> null);
    assertThat(chunk.getEncodings())
        .contains(Encoding.PLAIN)
        .doesNotContain(Encoding.PLAIN_DICTIONARY);
    assertThat(chunk.hasDictionaryPage()).isFalse();
    assertThat(chunk.getStatistics().getNumNulls()).isEqualTo(ROWS);
  }

  @Test
  void oneValueTakesNoBits() throws IOException {
    ColumnChunkMetaData chunk = roundTrip(row -> "always");
    assertThat(chunk.getTotalSize()).isLessThan(400);
  }

  @Test
  void fewValuesAmongNullsAreNumbersInAllPages() throws IOException {
    ColumnChunkMetaData chunk = roundTrip(row -> row % 3 == 0 ? "v" + row % 7 : null);
    assertThat(chunk.getEncodings()).doesNotContain(Encoding.PLAIN);
    assertThat(chunk.getStatistics().minAsString()).isEqualTo("v0");
    assertThat(chunk.getStatistics().maxAsString()).isEqualTo("v6");
  }

  @Test
  void valuesThatHardlyRepeatBecomePlainAfterTheFirstPage() throws IOException {
    ColumnChunkMetaData chunk = roundTrip(row -> "value " + row);
    assertThat(chunk.getEncodings()).contains(Encoding.PLAIN, Encoding.PLAIN_DICTIONARY);
  }

  @Test
  void aDictionaryThatGrowsTooLargeEndsItsPageAndTheRestIsPlain() throws IOException {
    ColumnChunkMetaData chunk = roundTrip(row -> row % 2 == 0 ? "" : "x".repeat(row % 4_000));
    assertThat(chunk.getEncodings()).contains(Encoding.PLAIN, Encoding.PLAIN_DICTIONARY);
    assertThat(chunk.getStatistics().getNumNulls()).isZero();
  }

  @Test
  void nullsInTheFirstPageDoNotSpoilTheDictionary() throws IOException {
    ColumnChunkMetaData chunk =
        roundTrip(row -> row < EventFormat.PAGE_ROWS ? null : "v" + row % 100);
    assertThat(chunk.hasDictionaryPage()).isTrue();
  }

  /** Writes the values as slices and, in another column, as numbers; both must come back. */
  private ColumnChunkMetaData roundTrip(IntFunction<String> valueOf) throws IOException {
    List<String> want = IntStream.range(0, ROWS).mapToObj(valueOf).toList();
    InputFile file = write(want);
    List<String> slices = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    try (ParquetReader<Group> reader = new EventTable.Groups(file).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        slices.add(text(row, "path"));
        numbers.add(text(row, "endpoint"));
      }
    }
    assertThat(slices).isEqualTo(want);
    assertThat(numbers).isEqualTo(want);
    return checkIndex(file, want);
  }

  private InputFile write(List<String> values) throws IOException {
    // Two batches in turn have dictionaries of their own.
    EventColumns[] batches = {new EventColumns(), new EventColumns()};
    try (EventTable table = new EventTable(warehouse)) {
      for (int from = 0; from < values.size(); from += 1_000) {
        EventColumns batch = batches[from / 1_000 % 2];
        batch.start("web", "a");
        for (int i = from; i < from + 1_000; i++) {
          int row = batch.addRow(0, i);
          if (values.get(i) != null) {
            byte[] bytes = ("~" + values.get(i) + "~").getBytes(StandardCharsets.UTF_8);
            batch.path.set(row, bytes, 1, bytes.length - 2);
            batch.endpoint.set(row, bytes, 1, bytes.length - 2);
          }
        }
        table.write(batch);
      }
      return table.end();
    }
  }

  /** The page index must add up to what was written. */
  private static ColumnChunkMetaData checkIndex(InputFile file, List<String> want)
      throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      ColumnChunkMetaData chunk =
          reader.getRowGroups().get(0).getColumns().stream()
              .filter(column -> column.getPath().toDotString().equals("path"))
              .findFirst()
              .orElseThrow();
      ColumnIndex index = reader.readColumnIndex(chunk);
      assertThat(index.getNullCounts().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(want.stream().filter(Objects::isNull).count());
      assertThat(index.getNullPages()).hasSizeGreaterThan(2);
      return chunk;
    }
  }

  private static String text(Group row, String column) {
    return row.getFieldRepetitionCount(column) == 0 ? null : row.getString(column, 0);
  }
}
