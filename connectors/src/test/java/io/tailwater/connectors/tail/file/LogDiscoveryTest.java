package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogDiscoveryTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {"/*.log", "/**/*.log", "/x/**", "/none/*", "/x/b.log", "/[ax]*", "/*/y/*"})
  void filesThatAreThereAreTheOnesThatMatch(String pattern) throws IOException {
    files("a.log", "x/b.log", "x/y/c.log", "x/y/d.txt");
    PathGlob glob = PathGlob.of(dir + pattern);
    try (var all = Files.walk(dir)) {
      assertThat(discovery(dir + pattern).newLogs())
          .containsExactlyElementsOf(
              all.filter(Files::isRegularFile).filter(glob::matches).sorted().toList());
    }
  }

  @Test
  void aLogIsFoundOnce() throws IOException {
    LogDiscovery discovery = discovery(dir + "/*.log", dir + "/a.*");
    files("a.log");
    assertThat(discovery.newLogs()).containsExactly(dir.resolve("a.log"));
    assertThat(discovery.newLogs()).isEmpty();
    files("b.log");
    assertThat(discovery.newLogs()).containsExactly(dir.resolve("b.log"));
  }

  @Test
  void aDirectoryThatIsGoneIsForgotten() throws IOException {
    files("x/a.log", "y/b.log");
    LogDiscovery discovery = discovery(dir + "/*/*.log");
    discovery.newLogs();
    assertThat(discovery.directories()).isEqualTo(3);
    Files.move(dir.resolve("x"), dir.resolve("y/x"));
    while (discovery.directories() > 2) {
      assertThat(discovery.newLogs()).isEmpty();
    }
    Files.move(dir.resolve("y/x"), dir.resolve("x"));
    while (discovery.directories() < 3) {
      discovery.newLogs();
    }
  }

  @Test
  void aLinkIsALogWhenItsFileComes() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("a.log"), dir.resolve("x/0.txt"));
    LogDiscovery discovery = discovery(dir + "/*.log");
    assertThat(discovery.newLogs()).isEmpty();
    files("x/0.txt");
    assertThat(discovery.newLogs()).containsExactly(link);
  }

  @Test
  void aLinkToALogThatIsSelectedItselfIsNoSecondLog() throws IOException {
    files("x/0.log");
    Files.createSymbolicLink(dir.resolve("a.log"), dir.resolve("x/0.log"));
    assertThat(discovery(dir.toRealPath() + "/**/*.log").newLogs())
        .containsExactly(dir.toRealPath().resolve("x/0.log"));
  }

  private LogDiscovery discovery(String... patterns) {
    return new LogDiscovery(new FileSelection(List.of(patterns), List.of(), Archives.CONTINUE));
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(dir.resolve(name).getParent());
      Files.createFile(dir.resolve(name));
    }
  }
}
