package io.tailwater.queries;

import io.tailwater.queries.command.BacklogCommand;
import io.tailwater.queries.command.CheckCommand;
import io.tailwater.queries.command.ErrorsCommand;
import io.tailwater.queries.command.Failures;
import io.tailwater.queries.command.KeysCommand;
import io.tailwater.queries.command.LatencyCommand;
import io.tailwater.queries.command.PathCommand;
import io.tailwater.queries.command.QueryCommand;
import io.tailwater.queries.command.ScanCommand;
import io.tailwater.queries.command.ServeCommand;
import io.tailwater.queries.command.SnapshotsCommand;
import io.tailwater.queries.command.StatusCommand;
import io.tailwater.queries.command.TablesCommand;
import io.tailwater.queries.command.TimeseriesCommand;
import io.tailwater.queries.command.TopCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The query side's front door. */
@Command(
    name = "tailwater",
    mixinStandardHelpOptions = true,
    description = "Queries over a live log lake.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      StatusCommand.class,
      BacklogCommand.class,
      TopCommand.class,
      ErrorsCommand.class,
      LatencyCommand.class,
      TimeseriesCommand.class,
      QueryCommand.class,
      CheckCommand.class,
      ScanCommand.class,
      TablesCommand.class,
      SnapshotsCommand.class,
      PathCommand.class,
      KeysCommand.class
    })
public final class QueriesMain {
  private QueriesMain() {}

  public static void main(String[] args) {
    System.exit(run(new PrintWriter(System.out), new PrintWriter(System.err, true), args));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new QueriesMain())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(new Failures())
        .execute(args);
  }
}
