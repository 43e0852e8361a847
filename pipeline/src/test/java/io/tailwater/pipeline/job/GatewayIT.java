package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.Posts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events through a gateway into a lake, each in processes of their own. */
class GatewayIT {
  private static final String JSON = "application/json";

  /** Of characters that a pattern of paths means something by. */
  private static final String SPOOL = "spool [1] {a,b}";

  private static final String EVENT = "{\"ts\":\"2026-11-27T08:00:00Z\",\"path\":\"/e/%d\"}";

  @TempDir Path directory;

  @Test
  void segmentsAreRemovedOnceTheyAreCommittedAndNotBefore() throws IOException {
    List<String> sets = List.of("sources.0.type=http", "gateway.segment_age=1s");
    CommittedLake lake = new CommittedLake(directory.resolve("http"));
    try (JobProcess gateway = start("gateway", "http", sets)) {
      Posts posts = Posts.to(gateway);
      assertThat(posts.post("/ingest", JSON, EVENT.formatted(1))).isEqualTo(202);
      gateway.awaitWhileAlive(30, () -> segments().size() == 2);
      assertThat(posts.post("/ingest", JSON, EVENT.formatted(2))).isEqualTo(202);
      gateway.awaitWhileAlive(30, () -> segments().size() == 3);
      List<Path> first = segments();
      // Some rounds of the sweep: without a lake, nothing may go.
      gateway.aliveFor(5_000);
      assertThat(segments()).isEqualTo(first);
      try (JobProcess job = start("ingest", "http", sets)) {
        job.awaitWhileAlive(60, () -> events(lake) == 2);
        gateway.awaitWhileAlive(180, () -> segments().equals(first.subList(2, 3)));
        assertThat(posts.post("/ingest", JSON, EVENT.formatted(3))).isEqualTo(202);
        job.awaitWhileAlive(60, () -> events(lake) == 3);
      }
      // A job that starts when they are gone misses nothing, and reads nothing again.
      try (JobProcess job = start("ingest", "http", sets)) {
        assertThat(posts.post("/ingest", JSON, EVENT.formatted(4))).isEqualTo(202);
        job.awaitWhileAlive(60, () -> events(lake) >= 4);
        job.terminate();
        assertThat(job.await(60)).as(job.output()).isZero();
      }
      gateway.terminate();
      assertThat(gateway.await(60)).as(gateway.output()).isZero();
    }
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(4);
    assertThat(events(lake)).isEqualTo(4);
    assertThat(lake.number("select sum(lost) from ledger")).isZero();
    assertThat(lake.number("select count(loss_reason) from ledger")).isZero();
    try (JobProcess audit =
        JobProcess.start(
            directory, "audit", "--deep", "--set", "lake.warehouse=" + directory.resolve("http"))) {
      assertThat(audit.await(60)).as(audit.output()).isZero();
    }
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.list(directory.resolve(SPOOL).resolve("app"))) {
      return files.filter(file -> file.toString().contains("events.ndjson-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long events(CommittedLake lake) {
    return lake.cut().isEmpty() ? 0 : lake.number("select count(*) from events");
  }

  private JobProcess start(String command, String lake, List<String> sets, String... more) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(more));
    List<String> all =
        new ArrayList<>(
            List.of(
                "lake.warehouse=" + directory.resolve(lake),
                "lake.commit_interval=500ms",
                "sources.0.id=app",
                "sources.0.format=json",
                "gateway.spool=" + directory.resolve(SPOOL),
                "gateway.min_free=0B",
                "gateway.listen=127.0.0.1:0"));
    all.addAll(sets);
    for (String set : all) {
      args.add("--set");
      args.add(set);
    }
    return JobProcess.start(directory, args.toArray(String[]::new));
  }
}
