package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.PostingClients;
import io.tailwater.pipeline.testing.Posts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway writes to a topic, and the broker is killed with -9 under it and comes back; in the
 * end the gateway is killed as well. Clients that are put off send again.
 */
class GatewayTopicFaultIT {
  private static final int BROKER_KILLS = 2;

  @TempDir Path directory;

  private final PostingClients clients = PostingClients.thatSendAgain();

  @Test
  void whatWasAcknowledgedIsInTheTopicAndTheLake() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"))) {
      broker.createTopic("events", 3);
      List<String> source =
          List.of(
              "sources.0.id=app",
              "sources.0.type=kafka",
              "sources.0.format=json",
              "sources.0.brokers=" + broker.address(),
              "sources.0.topics.0=events",
              "sources.0.gateway=true");
      try (JobProcess gateway = gateway(source)) {
        clients.start(Posts.to(gateway), random.split());
        for (int kill = 0; kill < BROKER_KILLS; kill++) {
          awaitMore(gateway);
          gateway.aliveFor(random.nextInt(1_000));
          long putOff = clients.putOff();
          broker.kill();
          gateway.awaitWhileAlive(90, () -> clients.putOff() > putOff);
          broker.start();
          awaitMore(gateway);
        }
        gateway.kill();
        clients.join();
      }
      IngestRuns ingest = new IngestRuns(directory, source);
      ingest.onceHere();
      Set<Long> found = new HashSet<>();
      CommittedLake lake = ingest.lake();
      lake.forEach(
          "select distinct cast(substr(path, 4) as bigint) from events",
          row -> found.add((Long) row.get(0)));
      System.out.printf(
          "%d events sent, %d acknowledged, %d in the lake, %d in the topic; put off %d times%n",
          clients.sent().size(),
          clients.acknowledged().size(),
          found.size(),
          broker.records("events"),
          clients.putOff());
      Set<Long> missing = new HashSet<>(clients.acknowledged());
      missing.removeAll(found);
      assertThat(missing).as("seed %d", seed).isEmpty();
      Set<Long> neverSent = new HashSet<>(found);
      neverSent.removeAll(clients.sent());
      assertThat(neverSent).as("seed %d", seed).isEmpty();
      assertThat(lake.number("select count(*) from rejects")).as("seed %d", seed).isZero();
      ingest.auditHere();
    }
  }

  private void awaitMore(JobProcess gateway) {
    int before = clients.acknowledged().size();
    gateway.awaitWhileAlive(90, () -> clients.acknowledged().size() > before);
  }

  private JobProcess gateway(List<String> source) {
    List<String> args = new ArrayList<>(List.of("gateway"));
    List<String> sets = new ArrayList<>(source);
    sets.add("lake.warehouse=" + directory.resolve("lake"));
    sets.add("gateway.spool=" + directory.resolve("spool"));
    sets.add("gateway.min_free=0B");
    sets.add("gateway.listen=127.0.0.1:0");
    for (String set : sets) {
      args.add("--set");
      args.add(set);
    }
    return JobProcess.start(directory, args.toArray(String[]::new));
  }
}
