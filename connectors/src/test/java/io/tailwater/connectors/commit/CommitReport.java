package io.tailwater.connectors.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What became of each play, a line a play: fault, step, how often the fault struck, lines lost and
 * repeated, findings. {@code make faults} sums them into its table.
 */
final class CommitReport {
  private static final Path FILE = Path.of("target", "commits", "plays.tsv");

  private CommitReport() {}

  static synchronized void add(String fault, CommitStep step, CommitPlay.Outcome outcome)
      throws IOException {
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE,
        "%s\t%s\t%d\t%d\t%d\t%d%n"
            .formatted(
                fault,
                step.text(),
                outcome.struck(),
                outcome.lost(),
                outcome.repeated(),
                outcome.findings().size()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
