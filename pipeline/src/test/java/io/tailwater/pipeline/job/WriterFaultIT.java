package io.tailwater.pipeline.job;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.LineCount;
import io.tailwater.pipeline.testing.Programs;
import io.tailwater.pipeline.testing.ScenarioResult;
import io.tailwater.pipeline.testing.WriterLine;
import io.tailwater.pipeline.testing.WriterProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
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
 * lake is whole, and where something is destroyed that was read in part, the ledger says so.
 */
class WriterFaultIT {
  private static final List<String> LOGS = List.of("alpha", "beta", "gamma");

  @TempDir Path directory;

  @Test
  void everyLineThatStandsIsCommittedOnceAcrossThreeKills() {
    everyLineThatStandsIsCommittedOnce(3);
  }

  @RepeatedTest(3)
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
    Map<String, Long> written = new HashMap<>();
    Map<String, List<BitSet>> destroyed = new HashMap<>();
    Path lake = directory.resolve("lake");
    try (WriterProcess writer =
        WriterProcess.start(WriterProcess.Kind.RANDOM, logs, lake, random.nextLong(), LOGS)) {
      for (int kill = 0; kill < kills; kill++) {
        ingest.killed(random, 3_000, () -> false);
      }
      written.putAll(ingest.whileCommitting(job -> writer.stop()));
      LOGS.forEach(name -> destroyed.put(name, writer.destroyed(name)));
    }
    // What is gone is given up for lost when it has not been seen for a minute.
    Instant patience = Instant.now().plusSeconds(100);
    Map<String, LineCount> counts = new LinkedHashMap<>();
    do {
      ingest.onceHere();
      paths.forEach(
          (name, log) ->
              counts.put(
                  name,
                  LineCount.of(name, log, written.get(name), WriterLine.of(name), ingest.lake())));
    } while (!areRight(counts, destroyed) && Instant.now().isBefore(patience));
    SoftAssertions.assertSoftly(
        softly ->
            counts.forEach(
                (name, count) -> {
                  System.out.println(count);
                  softly
                      .assertThat(result(count, destroyed.get(name)).report(getClass()).isRight())
                      .as("seed %d, %s", seed, count)
                      .isTrue();
                }));
    ingest.auditHere();
  }

  private static boolean areRight(
      Map<String, LineCount> counts, Map<String, List<BitSet>> destroyed) {
    return counts.entrySet().stream()
        .allMatch(log -> result(log.getValue(), destroyed.get(log.getKey())).isRight());
  }

  private static ScenarioResult result(LineCount count, List<BitSet> destroyed) {
    return count.result("writer, random actions", destroyed);
  }
}
