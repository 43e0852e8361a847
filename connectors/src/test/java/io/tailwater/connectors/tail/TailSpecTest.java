package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.StartFrom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailSpecTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a:b"})
  void aSourceNeedsAnIdThatASplitsIdCanHold(String source) {
    assertThatThrownBy(() -> spec(source, List.of("/a.log"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + source + "\"");
  }

  @Test
  void aSourceNeedsSomethingToRead() {
    assertThatThrownBy(() -> spec("web", List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("web")
        .hasMessageContaining("at least one path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/var/log/[", "/var/{a,b"})
  void aPatternThatCannotBeOneIsRefused(String pattern) {
    assertThatThrownBy(() -> spec("web", List.of(pattern), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Source web: ");
  }

  @Test
  void aLineMayNotBeEmptyByLimit() {
    assertThatThrownBy(() -> spec("web", List.of("/a.log"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 byte, got 0");
  }

  @Test
  void aChoiceLeftOutIsRefused() {
    assertThatThrownBy(
            () -> new TailSpec("web", List.of("/a"), List.of(), null, Archives.CONTINUE, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TailSpec("web", List.of("/a"), List.of(), StartFrom.END, null, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSourceIsConfiguredOnce() {
    TailSpec spec = spec("web", List.of("/a.log"), 1);
    assertThatThrownBy(() -> new TailSource(List.of(spec, spec), List.of(), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("web");
  }

  private static TailSpec spec(String source, List<String> paths, int maxLineBytes) {
    return new TailSpec(
        source, paths, List.of(), StartFrom.BEGINNING, Archives.CONTINUE, maxLineBytes);
  }
}
