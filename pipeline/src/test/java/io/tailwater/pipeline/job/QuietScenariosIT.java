package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.ScenarioLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quiet files and hours, in a real lake: what is not written to holds nothing back. */
class QuietScenariosIT {
  private static final int SECONDS = 240;

  @TempDir Path directory;
  private IngestRuns ingest;
  private CommittedLake lake;
  private ScenarioLog log;

  @BeforeEach
  void prepare() throws IOException {
    log = new ScenarioLog(Files.createDirectory(directory.resolve("logs")));
    ingest = new IngestRuns(directory, Map.of("web", log.file("*.log")));
    lake = ingest.lake();
  }

  @Test
  void f19_aQuietFileHoldsNoHourAndItsLateLinesCountInTheirs() {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
    log.append("quiet.log", 30, hour);
    try (JobProcess job = start()) {
      job.awaitWhileAlive(
          SECONDS,
          () -> {
            log.append("busy.log", 10);
            return watermark().isAfter(hour.plus(1, ChronoUnit.HOURS));
          });
      log.append("quiet.log", 20, hour);
      log.append("busy.log", 10);
      job.awaitWhileAlive(SECONDS, () -> log.isIn(lake));
    }
    account("F19");
    assertThat(requestsOf(hour)).isEqualTo(50);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(log.written());
    assertThat(lake.number("select sum(late) from ledger")).isEqualTo(20);
  }

  @Test
  void f20_whenAllIsQuietTheHourIsVisibleAndThenComplete() {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    log.append("a.log", 10, hour);
    Instant now = Instant.now();
    log.append("b.log", 10, now);
    try (JobProcess job = start()) {
      job.awaitWhileAlive(SECONDS, () -> log.isIn(lake));
      assertThat(requestsOf(now.truncatedTo(ChronoUnit.HOURS))).isEqualTo(10);
      job.awaitWhileAlive(SECONDS, () -> !watermark().isBefore(hour.plus(1, ChronoUnit.HOURS)));
    }
    account("F20");
  }

  private JobProcess start() {
    return ingest.start("--set", "event_time.out_of_orderness=1s");
  }

  private void account(String id) {
    ingest.onceHere();
    assertThat(log.account(id, lake).report(getClass()).isRight()).isTrue();
    ingest.auditHere();
  }

  private long requestsOf(Instant hour) {
    return lake.number(
        "select coalesce(sum(requests), 0) from requests_hourly where hour = '" + hour + "'");
  }

  private Instant watermark() {
    return lake.cut().flatMap(cut -> cut.watermark()).orElse(Instant.EPOCH);
  }
}
