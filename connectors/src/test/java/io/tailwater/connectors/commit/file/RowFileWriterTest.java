package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileWriterTest {
  private static final DataFileNames NAMES = new DataFileNames("run", 0, 0);

  @TempDir Path warehouse;
  private LakeCatalog lake;

  @BeforeEach
  void open() {
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    lake.createTables("test");
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void rollupsGoIntoOneFileADaySortedBySeries() throws IOException {
    Table table = lake.load(LakeTables.REQUESTS_HOURLY);
    List<WrittenFile> files;
    try (var writer = RowFileWriter.ofRollups(table, NAMES)) {
      writer.write(delta(24, "b", 3));
      writer.write(delta(23, "b", 2));
      writer.write(delta(23, null, 1));
      writer.write(delta(24, "a", 4));
      files = writer.flush();
      assertThat(writer.flush()).isEmpty();
    }

    assertThat(files).extracting(WrittenFile::rows).containsExactly(2L, 2L);
    assertThat(DataFileJson.read(files.get(1), table.specs()).location())
        .contains("hour_day=1970-01-02");
    List<Record> rows = readBack(table, files);
    assertThat(rows)
        .extracting(row -> row.getField("service"))
        .containsExactly(null, "b", "a", "b");
    assertThat(rows).extracting(row -> row.getField("requests")).containsExactly(1L, 2L, 4L, 3L);
    Record last = rows.get(3);
    assertThat(Times.toMicros((OffsetDateTime) last.getField("hour")))
        .isEqualTo(TimeUnit.HOURS.toMicros(24));
    assertThat(last.getField("latency_buckets")).isEqualTo(List.of(-3, 5));
    assertThat(last.getField("latency_counts")).isEqualTo(List.of(1L, 2L));
    assertThat(last.getField("latency_min_ms")).isEqualTo(0.5);
    assertThat(last.getField("status")).isEqualTo(200);
  }

  @Test
  void rejectsKeepTheirBytesAndDoNotWaitForTheFlushWhenTheyAreMany() throws IOException {
    Table table = lake.load(LakeTables.REJECTS);
    byte[] raw = {(byte) 0xFF, 0, 13};
    List<WrittenFile> files;
    try (var writer = new RowFileWriter<>(table, new RejectLayout(), NAMES, 1_000)) {
      for (int i = 0; i < 10; i++) {
        writer.write(new RejectedLine(5, "web", "a", 9 - i, "no_match", null, raw));
      }
      files = writer.flush();
    }

    assertThat(files).extracting(WrittenFile::rows).containsExactly(5L, 5L);
    List<Record> rows = readBack(table, files);
    assertThat(rows).extracting(row -> row.getField("offset")).startsWith(5L, 6L, 7L, 8L, 9L, 0L);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.getField("raw")).isEqualTo(ByteBuffer.wrap(raw)));
  }

  @Test
  void rejectsOfOneRecordLieInTheOrderOfTheirParts() throws IOException {
    Table table = lake.load(LakeTables.REJECTS);
    List<WrittenFile> files;
    try (var writer = RowFileWriter.ofRejects(table, NAMES)) {
      for (Integer part : Arrays.asList(2, null, 0)) {
        writer.write(
            new RejectedLine(5, "web", "t-0@1", 7, part, "bad_time", null, new byte[] {1}));
      }
      files = writer.flush();
    }
    assertThat(readBack(table, files))
        .extracting(row -> row.getField("part"))
        .containsExactly(null, 0, 2);
  }

  private static List<Record> readBack(Table table, List<WrittenFile> files) throws IOException {
    List<Record> rows = new ArrayList<>();
    for (WrittenFile file : files) {
      String location = DataFileJson.read(file, table.specs()).location();
      try (CloseableIterable<Record> records =
          Parquet.read(table.io().newInputFile(location))
              .project(table.schema())
              .createReaderFunc(f -> GenericParquetReaders.buildReader(table.schema(), f))
              .build()) {
        records.forEach(record -> rows.add(record.copy()));
      }
    }
    return rows;
  }

  private static HourlyDelta delta(long hour, String service, long requests) {
    return new HourlyDelta(
        hour,
        service,
        "/",
        "GET",
        200,
        null,
        "human",
        requests,
        10,
        3,
        9.5,
        0.5,
        8.0,
        0,
        new int[] {-3, 5},
        new long[] {1, 2});
  }
}
