package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of each play, a line a play: id, lost, repeated, malformed, loss records, and L where
 * bytes are destroyed. {@code make faults} sums them into its table.
 */
public final class ScenarioReport {
  private static final Set<Path> BEGUN = new HashSet<>();

  private final Path file;

  /** Begins the file anew the first time that this process asks for it. */
  public ScenarioReport(String testClass) throws IOException {
    Path directory = Path.of("target", "scenarios");
    String mode = ScenarioSettings.pinsEverywhere() ? "-pins" : "";
    file = directory.resolve(testClass + mode + ".tsv");
    if (BEGUN.add(file)) {
      Files.createDirectories(directory);
      Files.writeString(file, "");
    }
  }

  void add(String id, ScenarioOracle.Result result, ScenarioLoss loss) throws IOException {
    add(
        id,
        List.of(
            result.lost().size(),
            result.repeated().size(),
            result.malformed().size(),
            result.recorded()),
        loss.mark());
  }

  /**
   * Adds a play that destroys nothing.
   *
   * @param counts lines lost, repeated and malformed, loss records
   */
  public void add(String id, List<Integer> counts) throws IOException {
    add(id, counts, ScenarioLoss.NOTHING.mark());
  }

  private void add(String id, List<Integer> counts, String mark) throws IOException {
    String numbers = counts.stream().map(String::valueOf).collect(Collectors.joining("\t"));
    Files.writeString(file, String.join("\t", id, numbers, mark) + "\n", StandardOpenOption.APPEND);
  }

  /** Adds what another process reported. */
  void adopt(Path other) throws IOException {
    Files.write(file, Files.readAllBytes(other), StandardOpenOption.APPEND);
  }
}
