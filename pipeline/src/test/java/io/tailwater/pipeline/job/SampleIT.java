package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.JobProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 real lines, out of order by up to 59 seconds, one of them malformed. */
class SampleIT {
  private static final Path SAMPLE =
      Path.of(System.getProperty("tailwater.root"))
          .resolve("../shared/samples/elastic_apache_combined.log")
          .normalize();

  @TempDir Path directory;

  @Test
  void theSampleIsReadOnceAndASecondRunAddsNothing() {
    assumeTrue(Files.exists(SAMPLE), "the sample logs are not here");
    ingestOnce();
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    assertSampleIsCommitted(lake);
    ingestOnce();
    assertSampleIsCommitted(lake);
    try (JobProcess audit = JobProcess.start(directory, "audit", "--set", warehouse())) {
      assertThat(audit.await(60)).as(audit.output()).isZero();
    }
  }

  private static void assertSampleIsCommitted(CommittedLake lake) {
    assertThat(lake.number("select count(*) from events")).isEqualTo(9_999);
    assertThat(lake.number("select count(distinct hour) from requests_hourly")).isEqualTo(84);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(9_999);
    assertThat(lake.map("select status, count(*) from events group by 1"))
        .isEqualTo(
            Map.of(
                200, 9125L, 304, 445L, 404, 213L, 301, 164L, 206, 45L, 500, 3L, 403, 2L, 416, 2L));
    List<Object> reject = lake.query("select reason, detail, \"offset\" from rejects").get(0);
    assertThat(lake.number("select count(*) from rejects")).isEqualTo(1);
    assertThat(reject.get(0)).isEqualTo("no_match");
    assertThat((String) reject.get(1)).contains("http_user_agent");
    assertThat(reject.get(2)).isEqualTo(offsetOfLine(8899));
  }

  private static long offsetOfLine(int number) {
    try (var lines = Files.lines(SAMPLE)) {
      return lines.limit(number - 1).mapToLong(line -> line.length() + 1).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ingestOnce() {
    try (JobProcess job =
        JobProcess.start(
            directory,
            "ingest",
            "--once",
            "--set",
            warehouse(),
            "--set",
            "sources.0.id=web",
            "--set",
            "sources.0.paths.0=" + SAMPLE)) {
      assertThat(job.await(120)).as(job.output()).isZero();
    }
  }

  private String warehouse() {
    return "lake.warehouse=" + directory.resolve("lake");
  }
}
