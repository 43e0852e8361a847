package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.Posts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events through a gateway into a lake, each in processes of their own. */
class GatewayIT {
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String EVENT = "{\"ts\":\"2026-11-27T08:00:00Z\",\"path\":\"/e/%d\"}";

  @TempDir Path directory;

  @Test
  void theSameEventsAsAFileAndThroughTheGatewayGiveTheSameRollups() throws IOException {
    List<String> events = events(4_000);
    Path file = Files.write(directory.resolve("events.ndjson"), events);
    try (JobProcess job = start("ingest", "file", List.of("sources.0.paths.0=" + file), "--once")) {
      assertThat(job.await(120)).as(job.output()).isZero();
    }
    CommittedLake asFile = new CommittedLake(directory.resolve("file"));
    CommittedLake posted = new CommittedLake(directory.resolve("http"));
    try (JobProcess run = start("run", "http", List.of("sources.0.type=http"))) {
      Posts posts = Posts.to(run);
      for (String event : events.subList(0, 100)) {
        assertThat(posts.post("/ingest", JSON, event)).isEqualTo(202);
      }
      assertThat(
              posts.post("/ingest/batch", JSON, "[" + join(events.subList(100, 1_000), ",") + "]"))
          .isEqualTo(202);
      assertThat(posts.post("/ingest/batch", NDJSON, join(events.subList(1_000, 2_000), "\r\n")))
          .isEqualTo(202);
      assertThat(
              posts.post(
                  "/upload", "application/gzip", gzip(join(events.subList(2_000, 3_000), "\n"))))
          .isEqualTo(202);
      assertThat(posts.post("/upload", "text/csv", csv(events.subList(3_000, 4_000))))
          .isEqualTo(202);
      run.awaitWhileAlive(120, () -> events(posted) >= 4_000);
      run.terminate();
      assertThat(run.await(120)).as(run.output()).isZero();
    }
    for (String sql : List.of(ROLLUPS, SKETCHES, EVENTS)) {
      assertThat(asFile.query(sql)).hasSizeGreaterThan(50).isEqualTo(posted.query(sql));
    }
    assertThat(posted.number("select count(*) from rejects")).isZero();
  }

  private static final String KEY = "hour, service, endpoint, method, status, client_class";
  private static final String ROLLUPS =
      "select "
          + KEY
          + ", sum(requests), sum(bytes), sum(latency_count), min(latency_min_ms),"
          + " max(latency_max_ms), sum(latency_zeros) from requests_hourly group by all order by all";
  private static final String SKETCHES =
      "select * exclude c, sum(c) from (select "
          + KEY
          + ", unnest(latency_buckets) as b, unnest(latency_counts) as c from requests_hourly)"
          + " group by all order by all";
  private static final String EVENTS =
      "select ts, service, path, endpoint, method, status, latency_ms, bytes, user_agent,"
          + " cast(attributes as varchar) from events order by all";

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
    try (Stream<Path> files = Files.list(directory.resolve("spool").resolve("app"))) {
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
                "gateway.spool=" + directory.resolve("spool"),
                "gateway.min_free=0B",
                "gateway.listen=127.0.0.1:0"));
    all.addAll(sets);
    for (String set : all) {
      args.add("--set");
      args.add(set);
    }
    return JobProcess.start(directory, args.toArray(String[]::new));
  }

  private static List<String> events(int count) {
    SplittableRandom random = new SplittableRandom(7);
    Instant start = Instant.parse("2026-11-26T20:00:00Z");
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          "{\"ts\":\"%s\",\"method\":\"%s\",\"path\":\"/shop/%d/item\",\"status\":%d,\"bytes\":%d,\"latency_ms\":%d.5,\"user_agent\":\"Mozilla/5.0 \\u00e9\",\"cart\":{\"items\":%d}}"
              .formatted(
                  start.plusSeconds(random.nextInt(36_000)),
                  random.nextBoolean() ? "GET" : "POST",
                  random.nextInt(1_000),
                  List.of(200, 404, 500).get(random.nextInt(3)),
                  random.nextInt(100_000),
                  random.nextInt(2_000),
                  random.nextInt(5)));
    }
    return events;
  }

  /** The same events, field by field. */
  private static String csv(List<String> events) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> names =
        List.of("ts", "method", "path", "status", "bytes", "latency_ms", "user_agent");
    StringBuilder csv = new StringBuilder(String.join(",", names) + ",cart.items\r\n");
    for (String event : events) {
      JsonNode fields = json.readTree(event);
      for (String name : names) {
        csv.append('"').append(fields.get(name).asText()).append("\",");
      }
      csv.append(fields.get("cart").get("items").asText()).append("\r\n");
    }
    return csv.toString();
  }

  private static String join(List<String> events, String between) {
    return String.join(between, events);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
