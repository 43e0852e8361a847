package io.tailwater.queries.command;

import io.tailwater.connectors.lake.config.Durations;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.SourceBacklog;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
        measured().stream().filter(each -> source == null || each.source().equals(source)).toList();
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

  /**
   * What follows for a source.
   *
   * @param in how many come a second; null while that is not known
   * @param out how many can be read a second; null while that is not known
   * @param most how far it gets behind; null when that has no end or is not known
   * @param seconds until all is read; null when that is never or not known
   */
  record Forecast(SourceBacklog now, Double in, Double out, Double most, Double seconds) {

    static Forecast of(SourceBacklog now, Double givenIn, Double givenOut, double pause) {
      Double in = givenIn != null ? givenIn : now.inPerSecond();
      Double out = givenOut != null ? givenOut : now.mostOutPerSecond();
      if (in == null || out == null) {
        return new Forecast(now, in, out, null, null);
      }
      double most = now.behind() + in * pause;
      Double after = SourceBacklog.secondsToCatchUp(most, in, out);
      return new Forecast(
          now, in, out, after == null ? null : (Double) most, after == null ? null : pause + after);
    }

    List<Object> row() {
      return Arrays.asList(
          now.source(),
          now.unit(),
          now.behind(),
          whole(in),
          whole(out),
          whole(most),
          whole(seconds));
    }

    private static Long whole(Double number) {
      return number == null ? null : (Long) (long) Math.ceil(number);
    }
  }

  private List<SourceBacklog> measured() throws Exception {
    return config.atNewestCut(
        lake -> {
          try (CutStore store = CutStore.ofLedger(DuckDbLimits.ofMachine())) {
            store.load(lake);
            try (CutSession session = store.open().orElseThrow()) {
              return Answers.status(session, Instant.now()).backlog();
            }
          }
        });
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
        : Rate.parse(text)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        option + " wants a rate such as 5000 or 20MiB, got '" + text + "'"));
  }
}
