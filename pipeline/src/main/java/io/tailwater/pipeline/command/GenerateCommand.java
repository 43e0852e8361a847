package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.Durations;
import io.tailwater.pipeline.generate.TopicOutput;
import io.tailwater.pipeline.generate.TrafficRun;
import io.tailwater.pipeline.job.StopSignal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code generate}: realistic traffic, without a server. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Write realistic traffic; the same seed and start give the same bytes.",
    footer = {
      "",
      "Examples:",
      "  tailwater generate --count 1000000 --span 1d --out access.log",
      "  tailwater generate --rate 200 --incident --out access.log",
      "  tailwater generate -f json --late 2%% --malformed 1%% --out kafka:events",
      "  tailwater generate --count 10 --seed 7 --start 2026-11-20T00:00:00Z -f common"
    })
public final class GenerateCommand implements Callable<Integer> {
  private static final String KAFKA = "kafka:";
  private static final String BROKERS = "localhost:9092";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "combined, common, json, csv, logfmt, otlp_json, or the text of an nginx log_format;"
              + " default: combined with $request_time, $upstream_response_time, $host and"
              + " $request_id.")
  private String format;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Events a second in real time; default: as fast as can be with --count, else 100.")
  private Double rate;

  @Option(names = "--count", paramLabel = "N", description = "Number of events; default: no end.")
  private Long count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Whole number that the traffic is drawn from; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "T",
      description =
          "RFC 3339 time of the beginning; default: now, with --count and without --rate so that"
              + " they end now.")
  private String start;

  @Option(
      names = "--span",
      paramLabel = "D",
      description = "Time that --count events cover, such as 1d; default: 100 events a second.")
  private String span;

  @Option(
      names = "--incident",
      description = "Let POST /checkout be slow and fail for a twelfth of the time.")
  private boolean incident;

  @Option(
      names = "--late",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description =
          "Share of events, such as 2%%, that come when their hour is over, up to 4 h 5 min late.")
  private String late;

  @Option(
      names = "--malformed",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description =
          "Share of events, such as 1%%, that no parser takes: cut, with a bad quote, time or status,"
              + " or lines of another program.")
  private String malformed;

  @Option(
      names = "--out",
      paramLabel = "FILE|kafka:TOPIC",
      description = "File to append to, or Kafka topic; default: standard output.")
  private String out;

  @Option(
      names = "--brokers",
      paramLabel = "B",
      description = "Brokers of the topic, host:port,...; default: " + BROKERS + ".")
  private String brokers;

  @Option(
      names = "--producer-property",
      paramLabel = "KEY=VALUE",
      description = "A property of Kafka's producer; may be given often.")
  private Map<String, String> properties = Map.of();

  @Override
  public Integer call() throws IOException {
    boolean topic = out != null && out.startsWith(KAFKA);
    if (!topic && (brokers != null || !properties.isEmpty())) {
      throw usage(
          (brokers == null ? "--producer-property" : "--brokers")
              + " goes with --out "
              + KAFKA
              + "TOPIC, got "
              + (out == null ? "no --out" : "--out " + out));
    }
    if (topic && out.length() == KAFKA.length()) {
      throw usage("--out " + KAFKA + "TOPIC wants the name of a topic, got none");
    }
    TrafficRun run = run();
    if (topic) {
      toTopic(run, out.substring(KAFKA.length()));
    } else if (out != null) {
      toFile(run, Path.of(out));
    } else {
      toTerminal(run);
    }
    return ExitCodes.DONE;
  }

  private void toTopic(TrafficRun run, String topic) throws IOException {
    String cluster = brokers == null ? BROKERS : brokers;
    try (TopicOutput output = TopicOutput.open(cluster, topic, properties)) {
      StopSignal.install(run::stop);
      run.write(output);
      output.flush();
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT, "sent %,d records to topic '%s' (%s)%n", output.sent(), topic, cluster);
    }
  }

  private static void toFile(TrafficRun run, Path path) throws IOException {
    try (OutputStream file =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      StopSignal.install(run::stop);
      run.write(file, Files.size(path) == 0);
    }
  }

  private static void toTerminal(TrafficRun run) throws IOException {
    try (OutputStream terminal = new FileOutputStream(FileDescriptor.out)) {
      run.write(terminal, true);
    } catch (IOException e) {
      // Whoever reads has had enough, as head has after ten lines.
      if (!"Broken pipe".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  private TrafficRun run() {
    try {
      return new TrafficRun(
          new TrafficRun.Options(
              format,
              rate,
              count,
              seed,
              start(),
              span(),
              incident,
              Shares.parse("--late", late),
              Shares.parse("--malformed", malformed)),
          Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private Instant start() {
    try {
      return start == null ? null : OffsetDateTime.parse(start).toInstant();
    } catch (DateTimeException e) {
      throw usage(
          "--start must be an RFC 3339 time such as 2026-11-20T00:00:00Z, got \"" + start + "\"");
    }
  }

  private Duration span() {
    return span == null
        ? null
        : Durations.parse(span)
            .filter(duration -> !duration.isZero())
            .orElseThrow(
                () -> usage("--span must be a duration such as 6h or 1d, got \"" + span + "\""));
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
