package io.tailwater.queries.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyRowsTest {
  private record Inner(long someRequests, Double p50Ms) {}

  private record Item(String name, @JsonUnwrapped Inner inner, Inner before, Instant at) {}

  private record Listed(String other, List<Item> items) {}

  private record Maps(List<Map<String, Object>> rows) {}

  private record Whole(long requests, Inner numbers, List<String> words) {}

  @Test
  void aListIsOneRowAnEntry() {
    Item item = new Item("a", new Inner(1, 2.5), null, Instant.EPOCH);
    Rows rows = BodyRows.of(new Listed("x", List.of(item)));

    assertThat(rows.columns())
        .containsExactly(
            "name", "some_requests", "p50_ms", "before_some_requests", "before_p50_ms", "at");
    assertThat(rows.rows()).containsExactly(Arrays.asList("a", 1L, 2.5, null, null, Instant.EPOCH));
  }

  @Test
  void anEmptyListHasTheSameColumnsAndTypes() {
    Rows rows = BodyRows.of(new Listed("x", List.of()));

    assertThat(rows.columns()).hasSize(6);
    assertThat(rows.types())
        .containsExactly(
            CellType.TEXT,
            CellType.WHOLE,
            CellType.DECIMAL,
            CellType.WHOLE,
            CellType.DECIMAL,
            CellType.TIME);
    assertThat(rows.rows()).isEmpty();
  }

  @Test
  void mapsHaveTheColumnsThatAnyOfThemHas() {
    Rows rows = BodyRows.of(new Maps(List.of(Map.of("a", 1), Map.of("b", "x"))));

    assertThat(rows.columns()).containsExactly("a", "b");
    assertThat(rows.rows()).containsExactly(Arrays.asList(1, null), Arrays.asList(null, "x"));
  }

  @Test
  void aBodyWithoutListIsOneRow() {
    Rows rows = BodyRows.of(new Whole(7, new Inner(1, null), List.of("w")));

    assertThat(rows.columns())
        .containsExactly("requests", "numbers_some_requests", "numbers_p50_ms", "words");
    assertThat(rows.types().get(3)).isEqualTo(CellType.NESTED);
    assertThat(rows.rows()).containsExactly(Arrays.asList(7L, 1L, null, List.of("w")));
  }
}
