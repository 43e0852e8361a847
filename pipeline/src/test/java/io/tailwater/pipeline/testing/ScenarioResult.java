package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What one run of a scenario found, as a line of the table that {@code make faults} ends with.
 *
 * @param lost lines that are missing though they were not destroyed, or without a record of it
 * @param repeated lines that are in the lake more than once, each time after the first
 * @param malformed events and rejects that no written line accounts for
 * @param recorded rows of the ledger that name a loss
 * @param destroys the scenario itself destroys bytes before anybody could read them
 */
public record ScenarioResult(
    String scenario, long lost, long repeated, long malformed, long recorded, boolean destroys) {
  private static final Path RESULTS = Path.of("target", "scenarios");

  /** Adds it to the results that {@code .ci/scenarios} sums. */
  public ScenarioResult report(Class<?> test) {
    String line =
        "%s\t%d\t%d\t%d\t%d\t%s%n"
            .formatted(scenario, lost, repeated, malformed, recorded, destroys ? "L" : "-");
    try {
      Files.createDirectories(RESULTS);
      Files.writeString(
          RESULTS.resolve(test.getSimpleName() + ".tsv"),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** True when nothing is lost without a record, nothing repeated, nothing malformed. */
  public boolean isRight() {
    return lost == 0 && repeated == 0 && malformed == 0 && (recorded == 0 || destroys);
  }
}
