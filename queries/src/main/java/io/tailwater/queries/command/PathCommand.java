package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.rows.Rows;
import java.io.PrintWriter;
import java.util.List;
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
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TABLE", converter = TableName.class, description = "events, …")
  private LakeTables table;

  @Override
  public Integer call() throws Exception {
    String path = config.atNewestCut(lake -> lake.metadataPath(table));
    PrintWriter out = spec.commandLine().getOut();
    if (output.format() == OutputFormat.table) {
      // Nothing but the path, for $(…).
      out.println(path);
      out.flush();
    } else {
      List<Object> row = List.of(table.tableName(), path);
      RowWriter.write(
          new Rows(List.of("table", "metadata_location"), List.of(row)), output.format(), out);
    }
    return ExitCodes.DONE;
  }
}
