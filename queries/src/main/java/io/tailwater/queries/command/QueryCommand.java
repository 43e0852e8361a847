package io.tailwater.queries.command;

import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.sql.SqlConsole;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a query over the lake's views, at one cut. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "DuckDB over the lake at one cut.",
    footer = {
      "",
      "Views: events, requests_hourly (one row a key), requests_hourly_deltas, rejects, ledger,",
      "fct_requests_hourly, daily_endpoint_metrics. latency_quantile(zeros, buckets, counts, q) is"
          + " in ms.",
      "",
      "  tailwater query \"SELECT status, count(*) FROM events GROUP BY ALL\"",
      "  tailwater query -o csv \"SELECT * FROM daily_endpoint_metrics\""
    })
public final class QueryCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SQL", description = "One query.")
  private String sql;

  @Override
  public Integer call() throws Exception {
    Rows rows =
        config.atNewestCut(
            lake -> {
              try (SqlConsole console = new SqlConsole(lake, DuckDbLimits.ofMachine())) {
                return console.query(sql, Rows::of);
              }
            });
    RowWriter.write(rows, output.format(), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }
}
