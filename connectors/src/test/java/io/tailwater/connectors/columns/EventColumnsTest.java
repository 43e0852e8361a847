package io.tailwater.connectors.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventColumnsTest {
  private final EventColumns columns = new EventColumns();
  private final byte[] bytes = "GET /a".getBytes(StandardCharsets.UTF_8);

  @Test
  void aNewRowIsNullInEveryColumn() {
    columns.start("web", "a.log#1");
    fill(columns.addRow(1, 10));
    columns.start("web", "a.log#1");
    int row = columns.addRow(2, 20);
    assertThat(columns.path.isNull(row)).isTrue();
    assertThat(columns.method.isNull(row)).isTrue();
    assertThat(columns.status.isNull(row)).isTrue();
    assertThat(columns.latencyMs.isNull(row)).isTrue();
    assertThat(columns.part.isNull(row)).isTrue();
    assertThat(columns.attributes.map(row)).isNull();
  }

  @Test
  void aDroppedRowLeavesNothingBehind() {
    columns.start("web", "a.log#1");
    fill(columns.addRow(1, 10));
    fill(columns.addRow(2, 20));
    columns.dropRow();
    int row = columns.addRow(3, 30);
    assertThat(columns.rows()).isEqualTo(2);
    assertThat(columns.path.isNull(row)).isTrue();
    assertThat(columns.attributes.isNull(row)).isTrue();
    assertThat(columns.part.isNull(row)).isTrue();
    assertThat(columns.attributes.map(0)).isEqualTo(Map.of("k", "GET"));
    assertThat(columns.offset(row)).isEqualTo(30);
  }

  @Test
  void growsOverManyRowsAndKeepsEachValue() {
    columns.start("web", "a.log#1");
    for (int i = 0; i < 5000; i++) {
      fill(columns.addRow(i, i * 6L));
    }
    assertThat(columns.path.string(4999)).isEqualTo("/a");
    assertThat(columns.method.string(0)).isEqualTo("GET");
    assertThat(columns.attributes.map(4999)).isEqualTo(Map.of("k", "GET"));
    assertThat(columns.tsMicros(4999)).isEqualTo(4999);
  }

  @Test
  void aSliceLiesInTheBatchOrInAnArrayOfItsOwn() {
    long seed = System.nanoTime();
    System.out.println("EventColumnsTest seed " + seed);
    Random random = new Random(seed);
    byte[][] arrays = {bytes, "decoded".getBytes(StandardCharsets.UTF_8), new byte[3]};
    for (int round = 0; round < 50; round++) {
      columns.start("web", "a.log#1", random.nextBoolean() ? bytes : null);
      List<byte[]> bases = new ArrayList<>();
      for (int row = 0; row < 1500; row++) {
        byte[] base = random.nextInt(4) == 0 ? null : arrays[random.nextInt(arrays.length)];
        bases.add(base);
        columns.addRow(0, row);
        if (base != null) {
          columns.path.set(row, base, row % 2, row % 3);
        }
      }
      for (int row = 0; row < 1500; row++) {
        assertThat(columns.path.base(row)).isSameAs(bases.get(row));
        assertThat(columns.path.isNull(row)).isEqualTo(bases.get(row) == null);
        assertThat(columns.path.isNull(row) || columns.path.start(row) == row % 2).isTrue();
        assertThat(columns.path.isNull(row) || columns.path.length(row) == row % 3).isTrue();
      }
    }
  }

  private void fill(int row) {
    columns.path.set(row, bytes, 4, 2);
    columns.method.set(row, bytes, 0, 3);
    columns.status.set(row, 200);
    columns.latencyMs.set(row, 1.5);
    columns.part.set(row, 3);
    columns.attributes.add(row, columns.attributes.keys().idOf("k"), bytes, 0, 3);
  }
}
