package io.tailwater.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The launcher at the root of the repository, read as text: running it would take what is built.
 */
class LauncherTest {
  private final String launcher = read();
  private final Set<String> commands = new CommandLine(QueriesMain.class).getSubcommands().keySet();

  @Test
  void itHandsEachCommandOfTheQuerySideToItsJar() {
    var lists =
        Pattern.compile("(?m)^QUERIES_COMMANDS='(.*)'$")
            .matcher(launcher)
            .results()
            .map(list -> list.group(1).split(" "))
            .toList();

    assertThat(lists).hasSize(1);
    assertThat(lists.get(0)).containsExactlyInAnyOrderElementsOf(commands);
  }

  @Test
  void itsUsageNamesEachCommand() {
    assertThat(commands)
        .allSatisfy(command -> assertThat(launcher).containsPattern("(?m)^  " + command + " +\\S"));
  }

  private static String read() {
    try {
      return Files.readString(Path.of("../tailwater"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
