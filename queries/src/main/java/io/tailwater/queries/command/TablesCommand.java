package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.api.TableInfo;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the tables. */
@Command(name = "tables", mixinStandardHelpOptions = true, description = "What is in the lake.")
public final class TablesCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    RowWriter.write(
        config.atNewestCut(TablesCommand::tables), output.format(), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private static Rows tables(LakeAtCut lake) {
    List<List<Object>> rows = new ArrayList<>();
    for (LakeTables table : LakeTables.values()) {
      TableInfo info = TableInfo.of(lake, table);
      rows.add(
          Arrays.asList(
              info.table(),
              info.files(),
              info.rows(),
              info.bytes(),
              info.snapshots(),
              info.mostFilesPerDay(),
              info.filesOver(),
              info.manifests(),
              info.metadataBytes(),
              info.location()));
    }
    return new Rows(
        List.of(
            "table",
            "files",
            "rows",
            "bytes",
            "snapshots",
            "most_files_per_day",
            "files_over",
            "manifests",
            "metadata_bytes",
            "location"),
        rows);
  }
}
