package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.Durations;
import io.tailwater.pipeline.generate.TrafficRun;
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
      "  tailwater generate --count 10 --seed 7 --start 2026-11-20T00:00:00Z -f combined"
    })
public final class GenerateCommand implements Callable<Integer> {
  private static final String KAFKA = "kafka:";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "combined, common, or the text of an nginx log_format; default: combined with"
              + " $request_time, $upstream_response_time, $host and $request_id.")
  private String format;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Lines a second in real time; default: as fast as can be with --count, else 100.")
  private Double rate;

  @Option(names = "--count", paramLabel = "N", description = "Number of lines; default: no end.")
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
              + " the lines end now.")
  private String start;

  @Option(
      names = "--span",
      paramLabel = "D",
      description = "Time that --count lines cover, such as 1d; default: 100 lines a second.")
  private String span;

  @Option(
      names = "--incident",
      description = "Let POST /checkout be slow and fail for a twelfth of the time.")
  private boolean incident;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to append to; default: standard output.")
  private String out;

  @Override
  public Integer call() throws IOException {
    if (out != null && out.startsWith(KAFKA)) {
      throw usage("--out " + KAFKA + "TOPIC comes with the Kafka source; name a file for now");
    }
    TrafficRun run = run();
    if (out != null) {
      try (OutputStream file =
          Files.newOutputStream(
              Path.of(out), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        run.write(file);
      }
      return ExitCodes.DONE;
    }
    try (OutputStream terminal = new FileOutputStream(FileDescriptor.out)) {
      run.write(terminal);
    } catch (IOException e) {
      // Whoever reads has had enough, as head has after ten lines.
      if (!"Broken pipe".equals(e.getMessage())) {
        throw e;
      }
    }
    return ExitCodes.DONE;
  }

  private TrafficRun run() {
    try {
      return new TrafficRun(
          new TrafficRun.Options(format, rate, count, seed, start(), span(), incident),
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
