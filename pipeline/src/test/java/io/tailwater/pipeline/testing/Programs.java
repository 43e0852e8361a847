package io.tailwater.pipeline.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that a test runs. */
public final class Programs {
  private Programs() {}

  /**
   * Skips the test when one of the programs is missing; with {@code CI=true} the test fails
   * instead.
   */
  public static void require(List<String> names) {
    List<String> missing = names.stream().filter(name -> find(name).isEmpty()).toList();
    if (missing.isEmpty()) {
      return;
    }
    String message = "not installed: " + String.join(", ", missing) + " (.ci/setup tests)";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    Assumptions.abort(message);
  }

  /** Where the program is; daemons are often in folders that a user's PATH does not name. */
  public static Path path(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException("No program " + name));
  }

  private static Optional<Path> find(String name) {
    String folders = System.getenv("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin";
    return Stream.of(folders.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs a program to its end and returns what it printed; any exit code but 0 is an error. */
  public static String run(Path directory, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(
            String.join(" ", command) + " ended with " + code + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a file holds, packed or not, a character a byte. */
  static String unpacked(Path file) {
    String name = file.toString();
    String program = name.endsWith(".gz") ? "gzip" : name.endsWith(".zst") ? "zstd" : "cat";
    return program.equals("cat")
        ? run(file.getParent(), program, name)
        : run(file.getParent(), program, "-dc", name);
  }
}
