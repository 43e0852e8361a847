package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSelectionTest {

  @Test
  void anExcludedNameIsLeftOutInEveryDirectory() {
    FileSelection selection = select(List.of("/l/**/*.log"), "debug*");
    assertThat(selection.names(Path.of("/l/a.log"))).isTrue();
    assertThat(selection.names(Path.of("/l/debug.log"))).isFalse();
    assertThat(selection.names(Path.of("/l/d/debug-2.log"))).isFalse();
  }

  @Test
  void anExcludedPathIsLeftOutOnlyThere() {
    FileSelection selection = select(List.of("/l/**/*.log"), "/l/x/*.log");
    assertThat(selection.names(Path.of("/l/x/a.log"))).isFalse();
    assertThat(selection.names(Path.of("/l/y/a.log"))).isTrue();
  }

  @Test
  void aFileThatTwoPatternsNameIsThereOnce(@TempDir Path dir) throws IOException {
    Files.createFile(dir.resolve("a.log"));
    Files.createFile(dir.resolve("b.log"));
    FileSelection selection = select(List.of(dir + "/*.log", dir + "/a*"), "b.log");
    assertThat(LineagePath.activeOf(selection)).containsExactly(dir.resolve("a.log"));
  }

  private static FileSelection select(List<String> paths, String exclude) {
    return new FileSelection(paths, List.of(exclude), Archives.CONTINUE);
  }
}
