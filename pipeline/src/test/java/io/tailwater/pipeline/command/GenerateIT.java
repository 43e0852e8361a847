package io.tailwater.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Generated traffic into topics of a real broker, and from there into a lake. */
class GenerateIT {
  private static final Pattern SENT = Pattern.compile("sent ([\\d,]+) records");

  @TempDir static Path brokerDirectory;
  private static KafkaBroker broker;

  @TempDir Path directory;
  private String topic;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(brokerDirectory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void whatIsSentIsInTheLakeAsEventsAndRejects() {
    broker.createTopic(topic, 4);
    CommandRun run =
        generate("-f", "json", "--count", "5000", "--late", "0.05", "--malformed", "10%");
    assertThat(run)
        .isEqualTo(
            new CommandRun(
                0, "", "sent 5,000 records to topic '%s' (%s)\n".formatted(topic, address())));
    assertThat(broker.records(topic)).isEqualTo(5_000);
    IngestRuns ingest = ingest("sources.0.format=json");
    ingest.onceHere();
    CommittedLake lake = ingest.lake();
    long rejects = lake.number("select count(*) from rejects");
    assertThat(rejects).isBetween(500 - 85L, 500 + 85L);
    assertThat(lake.number("select count(*) from events")).isEqualTo(5_000 - rejects);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(5_000 - rejects);
    assertThat(lake.query("select count(distinct service), count(distinct region) from events"))
        .containsExactly(List.of(8L, 12L));
    assertThat(lake.query("select sum(lines) from ledger group by stream having sum(lines) > 0"))
        .hasSize(4)
        .allMatch(lines -> ((Number) lines.get(0)).longValue() > 1_000);
    ingest.auditHere();
  }

  @Test
  void rowsInATopicHaveNoHeader() {
    broker.createTopic(topic, 1);
    assertThat(generate("-f", "csv", "--count", "100").code()).isZero();
    IngestRuns ingest =
        ingest(
            "sources.0.format=csv",
            "sources.0.csv.columns=[ts, service, host, client_ip, user_name, method, path, query,"
                + " protocol, status, bytes, latency_ms, upstream_ms, referer, user_agent, region,"
                + " session_id, request_id, trace_id]");
    ingest.onceHere();
    assertThat(ingest.lake().query("select sum(events), sum(lines) from ledger").toString())
        .isEqualTo("[[100, 100]]");
  }

  @Test
  void anEndThatIsAskedForLosesNothing() {
    broker.createTopic(topic, 2);
    try (JobProcess job =
        JobProcess.start(
            directory,
            "generate",
            "--rate",
            "200",
            "--out",
            "kafka:" + topic,
            "--brokers",
            address())) {
      job.awaitWhileAlive(60, () -> broker.records(topic) > 200);
      job.terminate();
      assertThat(job.await(60)).isZero();
      Matcher sent = SENT.matcher(job.output());
      assertThat(sent.find()).as(job.output()).isTrue();
      assertThat(Long.parseLong(sent.group(1).replace(",", ""))).isEqualTo(broker.records(topic));
    }
  }

  @Test
  void aTopicThatIsNotThereIsSaid() {
    assertThat(generate("--count", "1"))
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "tailwater: Topic '%s' (%s): there is no such topic; make it first\n"
                    .formatted(topic, address())));
  }

  @Test
  void brokersThatDoNotAnswerAreSaid() {
    assertThat(generate("127.0.0.1:1", "--count", "1"))
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "tailwater: Topic '%s' (127.0.0.1:1): no broker answers, after 20 s\n"
                    .formatted(topic)));
  }

  @Test
  void whatTheBrokerDoesNotTakeIsSaid() {
    broker.createTopic(topic, 1);
    CommandRun run = generate("--count", "10", "--producer-property", "max.request.size=100");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "tailwater: Topic '%s' (%s) takes no more, after 0 records: "
                .formatted(topic, address()))
        .contains("max.request.size");
  }

  private static String address() {
    return broker.address();
  }

  private CommandRun generate(String... more) {
    boolean elsewhere = !more[0].startsWith("-");
    List<String> args = new ArrayList<>(List.of("--out", "kafka:" + topic, "--brokers"));
    if (!elsewhere) {
      args.add(address());
    }
    args.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new GenerateCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setParameterExceptionHandler(new UsageErrors())
            .setExecutionExceptionHandler(new Failures())
            .execute(args.toArray(String[]::new));
    return new CommandRun(code, out.toString(), err.toString());
  }

  private IngestRuns ingest(String... format) {
    List<String> source = new ArrayList<>();
    source.add("sources.0.id=app");
    source.add("sources.0.type=kafka");
    source.add("sources.0.brokers=" + address());
    source.add("sources.0.topics.0=" + topic);
    source.addAll(List.of(format));
    return new IngestRuns(directory, source);
  }
}
