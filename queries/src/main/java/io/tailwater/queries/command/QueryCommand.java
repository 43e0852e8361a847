package io.tailwater.queries.command;

import io.tailwater.queries.api.SqlCut;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.sql.SqlConsole;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a query over the lake's views, at one cut. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "DuckDB over the lake at one cut.",
    footer = {
      "",
      "Views: events, requests_hourly (one row a key), requests_hourly_deltas, rejects,",
      "ledger, stg_logs, dim_client, dim_endpoint, fct_requests_hourly,",
      "daily_endpoint_metrics. latency_quantile(zeros, buckets, counts, q) is in ms.",
      "",
      "  tailwater query \"SELECT status, count(*) FROM events GROUP BY ALL\"",
      "  tailwater query -o csv \"SELECT * FROM daily_endpoint_metrics\"",
      "  tailwater query --as-of 2026-01-01T00:00:00Z --limit 10 \"FROM events\""
    })
public final class QueryCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SQL", description = "One query.")
  private String sql;

  @Option(
      names = "--as-of",
      paramLabel = "CUT",
      description = "Answer at an older cut: a commit's number, or a time.")
  private String asOf;

  @Option(names = "--limit", paramLabel = "N", description = "Most rows; default all.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "Longest time; default none.")
  private long timeout = TimeUnit.DAYS.toSeconds(365);

  @Override
  public Integer call() throws Exception {
    if (limit < 0 || timeout < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit wants 0 or more, --timeout 1 or more seconds");
    }
    RowStream stream = new RowStream(spec.commandLine().getOut(), output.format(), limit);
    boolean more =
        config.atNewestCut(
            newest -> {
              LakeAtCut lake = asOf == null ? newest : SqlCut.older(newest, asOf);
              try (SqlConsole console = new SqlConsole(lake, DuckDbLimits.ofMachine())) {
                return console.read(sql, Duration.ofSeconds(timeout), stream::write);
              }
            });
    if (more) {
      spec.commandLine().getErr().println("tailwater: there are more rows than --limit " + limit);
    }
    return ExitCodes.DONE;
  }
}
