package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file when a write into it fails half way. */
class FailedWriteTest {
  @TempDir Path warehouse;
  private TwoWays files;
  private ParquetEventFileWriter writer;

  @BeforeEach
  void open() {
    files = new TwoWays(warehouse);
    writer =
        new ParquetEventFileWriter(
            files.table, new DataFileNames("run", 0, 0), EventFileOptions.DEFAULT);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
    files.close();
  }

  @Test
  void aFileWithSomeColumnsOfARowIsNeverEnded() {
    writer.write(events("a"));
    assertThatThrownBy(() -> writer.write(events(null))).isInstanceOf(NullPointerException.class);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(writer::flush)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("write into it failed");
    }
  }

  /** A stream without a name fails at its column, when those before it have their values. */
  private static EventColumns events(String stream) {
    EventColumns batch = new EventColumns();
    batch.start("web", stream);
    for (int i = 0; i < 10; i++) {
      batch.status.set(batch.addRow(i, i), 200);
    }
    return batch;
  }
}
