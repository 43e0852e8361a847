package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedColumnsTest {
  @TempDir Path warehouse;

  @Test
  void addedColumnsAreWrittenAndNullWhereNobodySetsThem() throws IOException {
    try (EventTable table = new EventTable(warehouse, AnyEvents.ADDED)) {
      EventColumns batch = new EventColumns();
      batch.start("web", "s");
      byte[] text = "xé".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 3000; i++) {
        int row = batch.addRow(i, i);
        if (i % 3 == 0) {
          batch.own.text(1000).set(row, text, 0, text.length);
          batch.own.longs(1001).set(row, i);
          batch.own.doubles(1002).set(row, i / 2.0);
          batch.own.booleans(1003).set(row, i % 2 == 0);
        }
      }
      batch.addRow(3000, 3000);
      batch.own.longs(1001).set(3000, 7);
      batch.dropRow();
      batch.addRow(3000, 3000);
      table.write(batch);
      batch.start("web", "s");
      batch.addRow(3001, 3001);
      table.write(batch);
      List<Group> rows = read(table.end());
      assertThat(rows).hasSize(3002);
      for (int i = 0; i < rows.size(); i++) {
        Group row = rows.get(i);
        boolean set = i % 3 == 0 && i < 3000;
        for (String column : AnyEvents.ADDED.keySet()) {
          assertThat(row.getFieldRepetitionCount(column)).isEqualTo(set ? 1 : 0);
        }
        if (set) {
          assertThat(row.getString("a", 0)).isEqualTo("xé");
          assertThat(row.getLong("b", 0)).isEqualTo(i);
          assertThat(row.getDouble("c", 0)).isEqualTo(i / 2.0);
          assertThat(row.getBoolean("d", 0)).isEqualTo(i % 2 == 0);
        }
      }
    }
  }

  private static List<Group> read(InputFile file) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new EventTable.Groups(file).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
