package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineagePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/l/a.log", "/l/a.log.1", "/l/a.log.2.gz", "/l/a.log-20260910", "/l/a.log.zst"})
  void rotatedFilesBelongToThePathTheyWereWrittenUnder(String file) {
    assertThat(LineagePath.activeOf(Path.of(file))).isEqualTo(Path.of("/l/a.log"));
  }

  @Test
  void filesOfOneLogAreOneLog(@TempDir Path dir) throws IOException {
    for (String name : List.of("a.log", "a.log.1", "b.log.3.gz", "b.txt")) {
      Files.createFile(dir.resolve(name));
    }
    FileSelection selection =
        new FileSelection(List.of(dir + "/*.log*"), List.of(), Archives.CONTINUE);
    assertThat(LineagePath.activeOf(selection))
        .containsExactly(dir.resolve("a.log"), dir.resolve("b.log"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/l/a.log", "/l/a#1.log", "/l/a.log#1:2:3.0"})
  void aStreamsNameGivesItsPathBack(String path) {
    String stream = Generation.name(path, new FileKey(2049, 77, 1_789_000_000_000_000_001L), 3);
    assertThat(LineagePath.ofStream(stream)).isEqualTo(Path.of(path));
  }

  @Test
  void deviceInodeAndBirthMayBeNegative() {
    String stream = Generation.name("/l/a.log", new FileKey(-2, Long.MIN_VALUE, -9), 3);
    assertThat(LineagePath.ofStream(stream)).isEqualTo(Path.of("/l/a.log"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/l/a.log", "#1:2:3.0", "/l/a.log#1:2.0", "clicks-3#topic"})
  void whatIsNoStreamOfALogIsRefused(String stream) {
    assertThatThrownBy(() -> LineagePath.ofStream(stream))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(stream);
  }
}
