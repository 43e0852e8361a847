package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.PostingClients;
import io.tailwater.pipeline.testing.Posts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway is killed with -9 at random moments while clients post. Every event that was
 * acknowledged is in the lake once; of the others each is there once or not at all.
 */
class GatewayKillFaultIT {
  @TempDir Path directory;

  private final PostingClients clients = new PostingClients();

  @Test
  void whatWasAcknowledgedOutlivesTheGatewayBesideAJob() {
    gatewayAlone(5);
  }

  @Test
  void whatWasAcknowledgedOutlivesGatewayAndJobTogether() {
    together(3);
  }

  @Test
  @Tag("long")
  void whatWasAcknowledgedOutlivesFiftyKills() {
    gatewayAlone(40);
    together(10);
  }

  private void gatewayAlone(int kills) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (JobProcess job = command("ingest")) {
      for (int kill = 0; kill < kills; kill++) {
        killed("gateway", random);
        assertThat(job.aliveFor(0)).as(job.output()).isTrue();
      }
      job.terminate();
      assertThat(job.await(120)).as(job.output()).isZero();
    }
    everyAcknowledgedEventIsThereOnce(seed);
  }

  private void together(int kills) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int kill = 0; kill < kills; kill++) {
      killed("run", random);
    }
    everyAcknowledgedEventIsThereOnce(seed);
  }

  private void killed(String command, SplittableRandom random) {
    int before = clients.acknowledged().size();
    try (JobProcess process = command(command)) {
      clients.start(Posts.to(process), random.split());
      process.awaitWhileAlive(60, () -> clients.acknowledged().size() > before);
      process.aliveFor(random.nextInt(2_000));
      process.kill();
      clients.join();
    }
  }

  private void everyAcknowledgedEventIsThereOnce(long seed) {
    try (JobProcess last = command("ingest", "--once")) {
      assertThat(last.await(300)).as(last.output()).isZero();
    }
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    Set<Long> found = new HashSet<>();
    List<Long> twice = new ArrayList<>();
    lake.forEach(
        "select cast(substr(path, 4) as bigint) from events",
        row -> {
          if (!found.add((Long) row.get(0))) {
            twice.add((Long) row.get(0));
          }
        });
    System.out.printf(
        "%d events sent, %d acknowledged, %d in the lake%n",
        clients.sent().size(), clients.acknowledged().size(), found.size());
    assertThat(twice).as("seed %d", seed).isEmpty();
    Set<Long> missing = new HashSet<>(clients.acknowledged());
    missing.removeAll(found);
    assertThat(missing).as("seed %d", seed).isEmpty();
    Set<Long> neverSent = new HashSet<>(found);
    neverSent.removeAll(new HashSet<>(clients.sent()));
    assertThat(neverSent).as("seed %d", seed).isEmpty();
    assertThat(lake.number("select count(*) from rejects")).as("seed %d", seed).isZero();
    assertThat(lake.number("select sum(lost) from ledger")).as("seed %d", seed).isZero();
    try (JobProcess audit = command("audit", "--deep")) {
      assertThat(audit.await(120)).as(audit.output()).isZero();
    }
  }

  private JobProcess command(String name, String... more) {
    List<String> args = new ArrayList<>(List.of(name));
    args.addAll(List.of(more));
    for (String set :
        List.of(
            "lake.warehouse=" + directory.resolve("lake"),
            "lake.commit_interval=500ms",
            "sources.0.id=app",
            "sources.0.type=http",
            "gateway.spool=" + directory.resolve("spool"),
            "gateway.min_free=0B",
            "gateway.segment_size=1MiB",
            "gateway.listen=127.0.0.1:0")) {
      args.add("--set");
      args.add(set);
    }
    return JobProcess.start(directory, args.toArray(String[]::new));
  }
}
