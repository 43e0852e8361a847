package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.Durations;
import io.tailwater.connectors.lake.config.FilesInput;
import io.tailwater.connectors.lake.config.KafkaInput;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.gateway.Gateway;
import io.tailwater.pipeline.generate.GeneratedTraffic;
import io.tailwater.pipeline.generate.TrafficWriter;
import io.tailwater.pipeline.job.JobRun;
import io.tailwater.pipeline.job.StartCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code run}: the ingest half of it. The launcher starts the query service beside it. Without a
 * configured source, {@code --log} or {@code --kafka} it writes traffic of its own and follows
 * that.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Follow a log, or generated traffic, and serve the answers.",
    footer = {
      "",
      "Examples:",
      "  tailwater run",
      "  tailwater run --log /var/log/nginx/access.log --format combined",
      "  tailwater run --kafka localhost:9092 --topic events",
      "  tailwater run -c tailwater.yaml"
    })
public final class RunCommand implements Callable<Integer> {
  private static final Path TRAFFIC = Path.of("data", "traffic", "access.log");
  private static final Duration HISTORY = Duration.ofHours(24);
  private static final long SEED = 1;

  @Mixin private ConfigOptions config;
  @Mixin private SourceOptions sources;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "A log to follow, instead of the configured sources.")
  private String log;

  @Option(
      names = "--kafka",
      paramLabel = "BROKERS",
      description = "Brokers of a Kafka cluster to read, instead of the configured sources.")
  private String kafka;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      split = ",",
      description = "Topic to read there; may be given often.")
  private List<String> topics = List.of();

  @Option(
      names = "--format",
      paramLabel = "F",
      description =
          "Format of that log or topic: combined, common, json, csv, logfmt, auto or an nginx"
              + " log_format string.")
  private String format;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Generated lines a second; default ${DEFAULT-VALUE}.")
  private double rate;

  @Override
  public Integer call() throws InterruptedException {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("--rate must be above 0 lines a second, got " + rate);
    }
    if ((kafka == null) != topics.isEmpty()) {
      throw new IllegalArgumentException(
          "--kafka BROKERS and --topic TOPIC go together, got only "
              + (kafka == null ? "--topic" : "--kafka"));
    }
    if (kafka != null && log != null) {
      throw new IllegalArgumentException("want --log or --kafka, got both");
    }
    if (kafka != null) {
      follow(withTopics());
    } else if (log != null) {
      StartCheck.readableText(List.of(log));
      follow(withLog("web", log, format == null ? "combined" : format));
    } else if (format != null) {
      throw new IllegalArgumentException(
          "--format says how --log FILE or --topic TOPIC is read, and there is none");
    } else {
      TailwaterConfig loaded = config.load().config();
      if (loaded.sources().isEmpty()) {
        followGenerated();
      } else {
        follow(loaded);
      }
    }
    return ExitCodes.DONE;
  }

  private void followGenerated() throws InterruptedException {
    TailwaterConfig traffic = withLog("demo", TRAFFIC.toString(), GeneratedTraffic.DEFAULT_FORMAT);
    System.err.printf(
        "writing traffic to %s: a day of history once, then %s lines a second%n",
        TRAFFIC, rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate));
    try (TrafficWriter writer = new TrafficWriter(TRAFFIC, rate, SEED, true, HISTORY)) {
      follow(traffic);
    }
  }

  private TailwaterConfig withLog(String source, String file, String logFormat) {
    return config
        .load(
            "sources.0.id=" + source, "sources.0.paths.0=" + file, "sources.0.format=" + logFormat)
        .config();
  }

  private TailwaterConfig withTopics() {
    List<String> sets = new ArrayList<>();
    sets.add("sources.0.id=kafka");
    sets.add("sources.0.type=kafka");
    sets.add("sources.0.brokers=" + kafka);
    sets.add("sources.0.topics=[" + String.join(", ", topics) + "]");
    sets.add("sources.0.format=" + (format == null ? "combined" : format));
    return config.load(sets.toArray(String[]::new)).config();
  }

  private void follow(TailwaterConfig loaded) throws InterruptedException {
    loaded
        .sources()
        .forEach(
            source -> {
              if (source.input() instanceof FilesInput files) {
                System.err.println("following " + String.join(", ", files.paths()));
              } else if (source.input() instanceof KafkaInput read) {
                System.err.println(
                    "following " + String.join(", ", read.topics()) + " of " + read.brokers());
              }
            });
    System.err.printf(
        "committing every %s to %s%n",
        Durations.text(loaded.lake().commitInterval()), loaded.lake().warehouse());
    if (!Gateway.isConfigured(loaded)) {
      JobRun.untilStopped(loaded, sources.choices(), System.err);
      return;
    }
    try (Gateway gateway = Gateway.start(loaded)) {
      System.err.println("taking events at " + gateway.url());
      JobRun.untilStopped(loaded, sources.choices(), System.err);
    }
  }
}
