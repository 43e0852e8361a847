package io.tailwater.queries.command;

import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.queries.check.DataTest;
import io.tailwater.queries.check.DataTests;
import io.tailwater.queries.check.TestResult;
import io.tailwater.queries.check.TestedLake;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FileSession;
import io.tailwater.queries.rows.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the data tests at one cut. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Named tests of what the tables hold, at one cut. Exit code 3 when one fails.",
      "All that is kept is tested: that reads each of the tested columns once, some seconds for"
          + " ten million events. A range is cheaper; it is widened to whole hours."
    },
    footer = {
      "",
      "  tailwater check",
      "  tailwater check --from now-1d --only rollup_reconciles --only unique -o json"
    })
public final class CheckCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("test", "table", "column", "status", "failures", "example", "seconds");

  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeArgument.class,
      description = "Test rows from this time on, such as now-1d or 2026-01-31; default all.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeArgument.class,
      description = "Test rows before this time; default all.")
  private Instant to;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "Only this test; may be given often: ${COMPLETION-CANDIDATES}.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--min-rows",
      paramLabel = "N",
      defaultValue = "1",
      description = "Events that there should be at least; default ${DEFAULT-VALUE}.")
  private long minRows;

  /** What --only takes. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DataTests.names().iterator();
    }
  }

  @Override
  public Integer call() throws Exception {
    refuseWrongOptions();
    TailwaterConfig loaded = config.load();
    List<TestResult> results =
        config.atNewestCut(
            lake -> {
              List<TestResult> all = new ArrayList<>();
              try (FileSession session = new FileSession(lake, DuckDbLimits.of(loaded.server()))) {
                TestedLake tested = new TestedLake(session, from, to);
                for (DataTest test : DataTests.all(minRows, loaded.eventTime().maxFuture())) {
                  if (only.isEmpty() || only.contains(test.name())) {
                    all.addAll(test.run(tested));
                  }
                }
              }
              return all;
            });
    RowWriter.write(rows(results), output.format(), spec.commandLine().getOut());
    boolean failed = results.stream().anyMatch(r -> r.status() == TestResult.Status.FAIL);
    return failed ? ExitCodes.BELOW_THRESHOLD : ExitCodes.DONE;
  }

  private void refuseWrongOptions() {
    for (String name : only) {
      if (!DataTests.names().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only wants one of " + String.join(", ", DataTests.names()) + ", got '" + name + "'");
      }
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          spec.commandLine(), "--from must be before --to, got " + from + " and " + to);
    }
    if (minRows < 0) {
      throw new ParameterException(
          spec.commandLine(), "--min-rows wants 0 or more, got " + minRows);
    }
  }

  private static Rows rows(List<TestResult> results) {
    List<List<Object>> rows = new ArrayList<>();
    for (TestResult r : results) {
      rows.add(
          Arrays.asList(
              r.test(),
              r.table(),
              r.column(),
              r.status().label(),
              r.failures(),
              r.example(),
              r.seconds()));
    }
    return new Rows(COLUMNS, rows);
  }
}
