package io.tailwater.queries.command;

import io.tailwater.connectors.lake.config.Durations;
import io.tailwater.connectors.lake.config.Sizes;
import io.tailwater.queries.api.SourceBacklog;
import io.tailwater.queries.rows.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Answers how long it takes until all is read, and how far behind that gets at most. */
@Command(
    name = "backlog",
    mixinStandardHelpOptions = true,
    description = {
      "How far each source is behind, and how long until it has caught up.",
      "What comes is measured over the last ten minutes, what can be read by the fastest commit of"
          + " the last day: a lower bound, where there never was more to read."
    },
    footer = {
      "",
      "  tailwater backlog",
      "  tailwater backlog --down 2h",
      "  tailwater backlog --source web --rate-in 20MiB --rate-out 60MiB --down 30m"
    })
public final class BacklogCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "source",
          "unit",
          "behind",
          "in_per_s",
          "out_per_s",
          "behind_at_most",
          "caught_up_after_s");

  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Option(names = "--source", paramLabel = "ID", description = "Only this source.")
  private String source;

  @Option(
      names = "--rate-in",
      paramLabel = "RATE",
      description = "What comes in a second, such as 20MiB, or 5000 of records; else as measured.")
  private String rateIn;

  @Option(
      names = "--rate-out",
      paramLabel = "RATE",
      description = "What can be read in a second; else as measured.")
  private String rateOut;

  @Option(
      names = "--down",
      paramLabel = "DURATION",
      description = "Nothing is read for so long first, such as 30m; else 0s.")
  private String down = "0s";

  @Override
  public Integer call() throws Exception {
    Double in = rate("--rate-in", rateIn);
    Double out = rate("--rate-out", rateOut);
    double pause = pause().toMillis() / 1000.0;
    List<SourceBacklog> measured =
        config.status().backlog().stream()
            .filter(each -> source == null || each.source().equals(source))
            .toList();
    if (measured.isEmpty() && source != null) {
      throw new ParameterException(
          spec.commandLine(), "--source: the lake knows no source '" + source + "'");
    }
    RowWriter.write(
        new Rows(
            COLUMNS,
            measured.stream().map(each -> Forecast.of(each, in, out, pause).row()).toList()),
        output.format(),
        spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private Duration pause() {
    return Durations.parse(down)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--down wants a duration such as 30m, got '" + down + "'"));
  }

  private Double rate(String option, String text) {
    return text == null
        ? null
        : (Double)
            rate(text)
                .orElseThrow(
                    () ->
                        new ParameterException(
                            spec.commandLine(),
                            option + " wants a rate such as 5000 or 20MiB, got '" + text + "'"))
                .doubleValue();
  }

  /** A number, or a size, a second; empty for anything else. */
  static Optional<Long> rate(String text) {
    return text.matches("\\d{1,15}") ? Optional.of(Long.valueOf(text)) : Sizes.parse(text);
  }
}
