package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.rows.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.iceberg.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the snapshots of a table. */
@Command(
    name = "snapshots",
    mixinStandardHelpOptions = true,
    description = "The snapshots of a table, newest first.")
public final class SnapshotsCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TABLE", converter = TableName.class, description = "events, …")
  private LakeTables table;

  @Override
  public Integer call() throws Exception {
    RowWriter.write(
        config.atNewestCut(this::snapshots), output.format(), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private Rows snapshots(LakeAtCut lake) {
    List<List<Object>> rows = new ArrayList<>();
    for (Snapshot snapshot : lake.table(table).snapshots()) {
      String seq = snapshot.summary().get(SnapshotKeys.SEQ);
      rows.add(
          0,
          Arrays.asList(
              // Longer than the numbers of JSON that each reader keeps whole.
              Long.toString(snapshot.snapshotId()),
              Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
              snapshot.operation(),
              seq == null ? null : Long.valueOf(seq),
              Long.valueOf(snapshot.summary().getOrDefault("added-records", "0")),
              Long.valueOf(snapshot.summary().getOrDefault("total-records", "0"))));
    }
    return new Rows(
        List.of("snapshot", "committed_at", "operation", "seq", "added_rows", "rows"), rows);
  }
}
