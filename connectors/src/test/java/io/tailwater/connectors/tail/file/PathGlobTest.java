package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/l/a.log /l/a.log true",
        "/l/a.log /l/b.log false",
        "/l/*.log /l/a.log true",
        "/l/*.log /l/d/a.log false",
        "/l/*.log /l/a.log.1 false",
        "/l/?.log /l/ab.log false",
        "/l/[ab].log /l/b.log true",
        "/l/{a,b}.log /l/c.log false",
        "/l/*/a.log /l/d/a.log true",
        "/l/**/a.log /l/a.log true",
        "/l/**/a.log /l/d/e/a.log true",
        "/l/** /l/d/e true",
        "/l/** /l false",
        "/**/a.log /a.log true",
        "/l/./a.log /l/a.log true",
        "/l//a.log /l/d/../a.log true"
      })
  void aPatternMeansPaths(String pattern, String path, boolean meant) {
    assertThat(PathGlob.of(pattern).matches(Path.of(path))).isEqualTo(meant);
  }

  @Test
  void aRelativePatternStartsAtTheWorkingDirectory() {
    assertThat(PathGlob.of("logs/*.log").matches(Path.of("logs/a.log").toAbsolutePath())).isTrue();
  }

  @Test
  void anEmptyPatternIsRefused() {
    assertThatThrownBy(() -> PathGlob.of(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path pattern");
  }
}
