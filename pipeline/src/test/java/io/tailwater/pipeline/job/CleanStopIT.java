package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.JobPulse;
import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.JobProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanStopIT {
  @TempDir Path directory;

  @Test
  void aSignalBringsALastCommitAndTheNextStartGoesOn() throws IOException {
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    append(0, 1_000);
    try (JobProcess job = ingest("1h")) {
      // The commit interval is an hour: only the stop can commit these lines.
      job.awaitWhileAlive(60, () -> job.printed("Starting split fetcher"));
      job.terminate();
      assertThat(job.await(90)).as(job.output()).isZero();
      assertThat(job.output()).contains("committed 1,000 events and 0 rejects of 1,000 lines");
    }
    append(1_000, 1_500);
    try (JobProcess job = ingest("500ms")) {
      job.awaitWhileAlive(60, () -> job.printed("first commit:"));
      job.terminate();
      assertThat(job.await(90)).as(job.output()).isZero();
    }
    assertThat(lake.number("select count(*) from events")).isEqualTo(1_500);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(1_500);
  }

  @Test
  void aRunThatEndsCommitsOnceAllIsReadHoweverLongTheInterval() throws IOException {
    append(0, 1_000);
    try (JobProcess job = ingest("1h", "--once")) {
      assertThat(job.await(90)).as(job.output()).isZero();
      assertThat(job.output())
          .contains("committed 1,000 events and 0 rejects of 1,000 lines in 1 commit");
    }
  }

  @Test
  void aJobWithNothingToCommitGivesASignOfLifeUntilItStops() throws IOException {
    append(0, 10);
    try (JobProcess job = ingest("300ms")) {
      job.awaitWhileAlive(60, () -> job.printed("first commit:"));
      JobPulse first = pulse().orElseThrow();
      job.awaitWhileAlive(60, () -> pulse().orElseThrow().at().isAfter(first.at().plusSeconds(2)));
      assertThat(pulse().orElseThrow().stopped()).isFalse();
      assertThat(pulse().orElseThrow().interval()).isPresent();
      job.terminate();
      assertThat(job.await(90)).as(job.output()).isZero();
    }
    assertThat(pulse().orElseThrow().stopped()).isTrue();
  }

  private Optional<JobPulse> pulse() {
    return JobPulse.besideTable(directory.resolve("lake/logs/ledger").toString());
  }

  private void append(int from, int to) throws IOException {
    Files.write(
        directory.resolve("access.log"),
        IntStream.range(from, to)
            .mapToObj(number -> GrowingLog.line(number, Instant.now()).stripTrailing())
            .toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private JobProcess ingest(String interval, String... more) {
    List<String> arguments = new ArrayList<>(List.of("ingest"));
    arguments.addAll(List.of(more));
    for (String setting :
        List.of(
            "lake.warehouse=" + directory.resolve("lake"),
            "lake.commit_interval=" + interval,
            "sources.0.id=web",
            "sources.0.paths.0=" + directory.resolve("access.log"))) {
      arguments.addAll(List.of("--set", setting));
    }
    return JobProcess.start(directory, arguments.toArray(String[]::new));
  }
}
