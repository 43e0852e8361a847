package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * What became of each play, a line a play: id, lost, repeated, malformed, loss records, and L where
 * bytes are destroyed. {@code make faults} sums them into its table.
 */
final class ScenarioReport {
  private static final Set<Path> BEGUN = new HashSet<>();

  private final Path file;

  /** Begins the file anew the first time that this process asks for it. */
  ScenarioReport(String testClass) throws IOException {
    Path directory = Path.of("target", "scenarios");
    String mode = ScenarioSettings.pinsEverywhere() ? "-pins" : "";
    file = directory.resolve(testClass + mode + ".tsv");
    if (BEGUN.add(file)) {
      Files.createDirectories(directory);
      Files.writeString(file, "");
    }
  }

  void add(String id, ScenarioOracle.Result result, ScenarioLoss loss) throws IOException {
    String line =
        String.join(
            "\t",
            id,
            String.valueOf(result.lost().size()),
            String.valueOf(result.repeated().size()),
            String.valueOf(result.malformed().size()),
            String.valueOf(result.recorded()),
            loss.mark());
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }

  /** Adds what another process reported. */
  void adopt(Path other) throws IOException {
    Files.write(file, Files.readAllBytes(other), StandardOpenOption.APPEND);
  }
}
