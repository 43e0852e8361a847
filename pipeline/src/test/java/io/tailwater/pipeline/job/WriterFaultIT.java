package io.tailwater.pipeline.job;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.LineCount;
import io.tailwater.pipeline.testing.Programs;
import io.tailwater.pipeline.testing.ScenarioResult;
import io.tailwater.pipeline.testing.WriterLine;
import io.tailwater.pipeline.testing.WriterProcess;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another process writes logs, rotates, truncates and destroys them at random while the job is
 * killed with -9: a line that still stands somewhere is in the lake once, a line that is in the
 * lake is whole, and where lines are missing the ledger says that some were lost.
 */
class WriterFaultIT {
  private static final List<String> LOGS = List.of("alpha", "beta", "gamma");

  @TempDir Path directory;

  @Test
  @Tag("long")
  void everyLineThatStandsIsCommittedOnceAcrossThreeKills() {
    everyLineThatStandsIsCommittedOnce(3);
  }

  @RepeatedTest(10)
  @Tag("long")
  void everyLineThatStandsIsCommittedOnceAcrossTwelveKills() {
    everyLineThatStandsIsCommittedOnce(12);
  }

  private void everyLineThatStandsIsCommittedOnce(int kills) {
    Programs.require(List.of("gzip", "zstd"));
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Path logs = directory.resolve("logs");
    Map<String, Path> paths = new LinkedHashMap<>();
    LOGS.forEach(name -> paths.put(name, logs.resolve(name + ".log")));
    IngestRuns ingest = new IngestRuns(directory, paths);
    Map<String, Long> written;
    try (WriterProcess writer =
        WriterProcess.start(WriterProcess.Kind.RANDOM, logs, random.nextLong(), LOGS)) {
      for (int kill = 0; kill < kills; kill++) {
        ingest.killed(random, 3_000, () -> false);
      }
      written = ingest.whileCommitting(job -> writer.stop());
    }
    ingest.once();
    SoftAssertions.assertSoftly(
        softly ->
            paths.forEach(
                (name, log) -> {
                  LineCount count =
                      LineCount.of(
                          name, log, written.get(name), WriterLine.of(name), ingest.lake());
                  System.out.println(count);
                  ScenarioResult result = count.result("writer, random actions", true);
                  softly
                      .assertThat(result.report(getClass()).isRight())
                      .as("seed %d, %s", seed, count)
                      .isTrue();
                }));
    ingest.audit();
  }
}
