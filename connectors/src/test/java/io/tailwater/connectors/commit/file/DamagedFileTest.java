package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is not whole is refused, never read as fewer or other rows. */
class DamagedFileTest {
  private static final long SEED = System.nanoTime();

  @TempDir Path warehouse;
  private final Random random = new Random(SEED);
  private Path whole;

  @BeforeEach
  void write() throws Exception {
    System.out.println("seed " + SEED);
    try (TwoWays files = new TwoWays(warehouse)) {
      AnyEvents events = new AnyEvents(random, true);
      PageLimits limits = new PageLimits(500, 1 << 14, 1 << 14);
      files.write((batch, i) -> events.fill(batch, 400), 4, limits, 1L << 18);
      whole = TwoWays.path(files.own);
    }
  }

  @Test
  void aFileThatIsCutShortIsRefusedByEveryReader() throws Exception {
    byte[] bytes = Files.readAllBytes(whole);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      refuseCuts(bytes, duck);
    }
  }

  private void refuseCuts(byte[] bytes, Connection duck) throws Exception {
    for (int i = 0; i < 12; i++) {
      int length = i < 4 ? bytes.length - 1 - i : random.nextInt(bytes.length);
      Path cut = Files.write(warehouse.resolve("cut.parquet"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> read(cut)).as("seed %d, %d bytes", SEED, length).isNotNull();
      assertThatThrownBy(() -> readByDuckDb(duck, cut)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aDamagedPageIsRefusedWhereSumsAreChecked() throws Exception {
    byte[] bytes = Files.readAllBytes(whole);
    int checked = 0;
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(whole))) {
      for (var column : reader.getRowGroups().get(0).getColumns()) {
        OffsetIndex pages = reader.readOffsetIndex(column);
        byte[] damaged = bytes.clone();
        // The end of a page is the last byte of what is summed up.
        damaged[(int) (pages.getOffset(0) + pages.getCompressedPageSize(0)) - 1] ^= 1;
        Path file = Files.write(warehouse.resolve("damaged.parquet"), damaged);
        assertThatThrownBy(() -> read(file)).as("seed %d, %s", SEED, column).isNotNull();
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(20);
  }

  private static void read(Path file) throws Exception {
    try (ParquetReader<Group> reader =
        new EventTable.Groups(new LocalInputFile(file)).usePageChecksumVerification().build()) {
      while (reader.read() != null) {
        // To the end.
      }
    }
  }

  private static void readByDuckDb(Connection duck, Path file) throws SQLException {
    try (var statement = duck.createStatement()) {
      statement.executeQuery(
          "SELECT count(*), count(COLUMNS(*)) FROM read_parquet('" + file + "')");
    }
  }
}
