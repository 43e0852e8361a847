package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "/l/* /l/.. false",
        "/l/.* /l/. false",
        "/l/* /l/d/../a.log true",
        "/l/[ab].log /l/b.log true",
        "/l/{a,b}.log /l/c.log false",
        "/l/*/a.log /l/d/a.log true",
        "/l/**/a.log /l/a.log true",
        "/l/**/a.log /l/d/e/a.log true",
        "/l/** /l/d/e true",
        "/l/** /l false",
        "/**/a.log /a.log true",
        "/l/./a.log /l/a.log true",
        "/l//a.log /l/d/../a.log true",
        "/l\\[1\\]/a.* /l[1]/a.log true",
        "/l\\[1\\]/a.* /l1/a.log false",
        "/l[1]/a.* /l1/a.log true"
      })
  void aPatternMeansPaths(String pattern, String path, boolean meant) {
    assertThat(PathGlob.of(pattern).matches(Path.of(path))).isEqualTo(meant);
  }

  @Test
  void aRelativePatternStartsAtTheWorkingDirectory() {
    assertThat(PathGlob.of("logs/*.log").matches(Path.of("logs/a.log").toAbsolutePath())).isTrue();
  }

  @Test
  void aWorkingDirectoryIsNoPattern() {
    Path directory = Path.of("/a[b]/{c}*");
    PathGlob glob = PathGlob.of("logs/*.log", directory);
    assertThat(glob.matches(directory.resolve("logs/a.log"))).isTrue();
    assertThat(glob.matches(Path.of("/ab/c/logs/a.log"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain", "/a[b]", "/{a,b}", "/**", "/a*b?c", "/a\\b", "/[!a]/\\*/\n["})
  void aPathThatIsTakenAsItIsMeansItselfOnly(String path) {
    PathGlob glob = PathGlob.of(PathGlob.literal(Path.of(path)) + "/*.log");
    assertThat(glob.root()).isEqualTo(Path.of(path));
    assertThat(glob.matches(Path.of(path, "a.log"))).isTrue();
    assertThat(glob.matches(Path.of("/a", "a.log"))).isFalse();
    assertThat(PathGlob.of(PathGlob.literal(Path.of(path))).isPlain()).isTrue();
  }

  @Test
  void anEmptyPatternIsRefused() {
    assertThatThrownBy(() -> PathGlob.of(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path pattern");
  }
}
