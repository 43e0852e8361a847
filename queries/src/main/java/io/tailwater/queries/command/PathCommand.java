package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeTables;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints where a table's metadata is. */
@Command(
    name = "path",
    mixinStandardHelpOptions = true,
    description = "The current metadata file of a table, for other engines.",
    footer = {"", "  duckdb -c \"SELECT count(*) FROM iceberg_scan('$(tailwater path events)')\""})
public final class PathCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TABLE", converter = TableName.class, description = "events, …")
  private LakeTables table;

  @Override
  public Integer call() throws Exception {
    String path = config.atNewestCut(lake -> lake.metadataPath(table));
    spec.commandLine().getOut().println(path);
    spec.commandLine().getOut().flush();
    return ExitCodes.DONE;
  }
}
