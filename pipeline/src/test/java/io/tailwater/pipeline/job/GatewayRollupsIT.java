package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.PostedEvents;
import io.tailwater.pipeline.testing.Posts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same events as a file, through the gateway's spool and through a topic that the gateway
 * writes to, each into a lake of its own.
 */
class GatewayRollupsIT {
  /** Posted in every way that there is, in turn. */
  private static final int BODY = 2_500;

  private static final int SINGLE = 100;

  private static final String KEY = "hour, service, endpoint, method, status, client_class";

  /** Latencies are eighths of a millisecond, so that their sum is exact in any order. */
  private static final String ROLLUPS =
      "select "
          + KEY
          + ", sum(requests), sum(bytes), sum(latency_count), sum(latency_sum_ms),"
          + " min(latency_min_ms), max(latency_max_ms), sum(latency_zeros)"
          + " from requests_hourly group by all order by all";

  private static final String SKETCHES =
      "select * exclude c, sum(c) from (select "
          + KEY
          + ", unnest(latency_buckets) as b, unnest(latency_counts) as c from requests_hourly)"
          + " group by all order by all";

  private static final String EVENTS =
      "select count(*), bit_xor(h), sum(h) from (select hash(ts, service, path, endpoint, method,"
          + " status, latency_ms, bytes, user_agent, cast(attributes as varchar)) as h from events)";

  @TempDir Path directory;

  @Test
  void allWaysIntoALakeGiveTheSameRollups() throws IOException {
    compare(20_000);
  }

  @Test
  @Tag("long")
  void allWaysIntoALakeGiveTheSameRollupsOfAMillionEvents() throws IOException {
    compare(1_000_000);
  }

  private void compare(int count) throws IOException {
    PostedEvents events = new PostedEvents(count);
    String file = "sources.0.paths.0=" + events.write(directory.resolve("events.ndjson"));
    try (JobProcess job = start("ingest", "file", List.of(file), "--once")) {
      assertThat(job.await(600)).as(job.output()).isZero();
    }
    post(events, "spool", List.of("sources.0.type=http"));
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"))) {
      broker.createTopic("events", 3);
      post(
          events,
          "topic",
          List.of(
              "sources.0.type=kafka",
              "sources.0.brokers=" + broker.address(),
              "sources.0.topics.0=events",
              "sources.0.gateway=true"));
      assertThat(broker.records("events")).isEqualTo(count);
    }
    CommittedLake expected = lake("file");
    assertThat(expected.number("select sum(requests) from requests_hourly")).isEqualTo(count);
    for (String way : List.of("spool", "topic")) {
      for (String sql : List.of(ROLLUPS, SKETCHES)) {
        assertThat(lake(way).query(sql))
            .as(way)
            .hasSizeGreaterThan(50)
            .isEqualTo(expected.query(sql));
      }
      assertThat(lake(way).query(EVENTS)).as(way).isEqualTo(expected.query(EVENTS));
      assertThat(lake(way).number("select count(*) from rejects")).as(way).isZero();
    }
  }

  private void post(PostedEvents events, String way, List<String> source) throws IOException {
    CommittedLake lake = lake(way);
    try (JobProcess run = start("run", way, source)) {
      Posts posts = Posts.to(run);
      for (int i = 0; i < SINGLE; i++) {
        assertThat(posts.post("/ingest", "application/json", events.event(i))).isEqualTo(202);
      }
      int from = SINGLE;
      for (int body = 0; from < events.count(); body++) {
        int to = Math.min(events.count(), from + BODY);
        assertThat(post(posts, events, body, from, to)).as("%d to %d", from, to).isEqualTo(202);
        from = to;
      }
      run.awaitWhileAlive(
          600,
          () ->
              lake.cut().isPresent()
                  && lake.number("select count(*) from events") >= events.count());
      run.terminate();
      assertThat(run.await(120)).as(run.output()).isZero();
    }
  }

  private static int post(Posts posts, PostedEvents events, int body, int from, int to)
      throws IOException {
    return switch (body % 4) {
      case 0 -> posts.post("/ingest/batch", "application/json", events.array(from, to));
      case 1 -> posts.post("/ingest/batch", "application/x-ndjson", events.lines(from, to));
      case 2 -> posts.post("/upload", "application/gzip", events.gzip(from, to));
      default -> posts.post("/upload", "text/csv", events.csv(from, to));
    };
  }

  private CommittedLake lake(String name) {
    return new CommittedLake(directory.resolve(name));
  }

  private JobProcess start(String command, String lake, List<String> source, String... more) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(more));
    List<String> sets =
        new ArrayList<>(
            List.of(
                "lake.warehouse=" + directory.resolve(lake),
                "lake.commit_interval=500ms",
                "sources.0.id=app",
                "sources.0.format=json",
                "gateway.spool=" + directory.resolve("spool"),
                "gateway.min_free=0B",
                "gateway.listen=127.0.0.1:0"));
    sets.addAll(source);
    for (String set : sets) {
      args.add("--set");
      args.add(set);
    }
    return JobProcess.start(directory, args.toArray(String[]::new));
  }
}
