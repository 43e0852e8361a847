package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File names that the process' encoding has no characters for. */
class UnreadableNamesTest {
  @TempDir Path directory;

  @Test
  void aNameThatTheEncodingDoesNotHaveIsSkippedAndItsNeighboursAreRead() throws Exception {
    Path work = Files.createDirectory(directory.resolve("work"));
    ScenarioProcess.runInLocale("C", AsciiOnly.class, work);
  }

  /** Played where a file name is ASCII; the others are made by a program that does not care. */
  static final class AsciiOnly {
    public static void main(String[] args) throws Exception {
      Path logs = Files.createDirectory(Path.of(args[0]).resolve("logs"));
      shell(logs, "mkdir $(printf 'caf\\303\\251')");
      shell(logs, "for d in . caf*; do echo a > $d/plain.log; done");
      shell(logs, "for n in 1 2; do echo a > $(printf '\\303\\251').log.$n; done");
      shell(logs, "echo a > $(printf '\\303\\251').log; echo a > $(printf 'plain.log.\\303\\251')");
      FileSelection selection =
          new FileSelection(List.of(logs + "/**/*.log*"), List.of(), Archives.CONTINUE);
      SortedSet<Path> found = LineagePath.activeOf(selection);
      assertThat(found).containsExactly(logs.resolve("plain.log"));
      try (TailEngine engine =
          new TailEngine(TailOptions.defaults(false), new PushedClock(), "host")) {
        for (Path active : found) {
          engine.add(
              active.toString(), ScenarioTail.plan(active, selection, 1000, List.of(), true));
        }
        assertThat(engine.look()).hasSize(1);
      }
      watch(logs);
    }

    private static void watch(Path logs) throws IOException, InterruptedException {
      try (DirectoryWatch watch = new DirectoryWatch()) {
        watch.watch(logs);
        shell(logs, "echo b >> $(printf '\\303\\251').log.1");
        watch.hasten(new Turns(), 0);
      }
    }

    private static void shell(Path directory, String command)
        throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder("sh", "-c", command).directory(directory.toFile()).inheritIO().start();
      assertThat(process.waitFor()).as(command).isZero();
    }
  }
}
