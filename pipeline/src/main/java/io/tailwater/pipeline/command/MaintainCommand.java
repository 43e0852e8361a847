package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.upkeep.TableUpkeep;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.Durations;
import io.tailwater.connectors.lake.config.LakeConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maintain}: what a running job does for its tables by itself, now and thoroughly. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = {
      "Keep the tables in shape: fold merges the files of requests_hourly and ledger and adds rollups"
          + " of one key up; compact merges those of events and rejects; expire lets go of old"
          + " snapshots, as lake.retention.snapshots says; retention removes days that are over, as"
          + " lake.retention says; orphans deletes files that no snapshot names.",
      "A running job does the same by itself, with less urge. Both may run at once."
    },
    footer = {"", "Example:", "  tailwater maintain all --dry-run"})
public final class MaintainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;

  @Parameters(paramLabel = "STEP", description = "One of ${COMPLETION-CANDIDATES}.")
  private Step step;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = "3d",
      description = "Orphans younger than this stay; 1d at least, default ${DEFAULT-VALUE}.")
  private String olderThan;

  /** What is done. */
  enum Step {
    fold(EnumSet.of(LakeTables.REQUESTS_HOURLY, LakeTables.LEDGER)),
    compact(EnumSet.of(LakeTables.EVENTS, LakeTables.REJECTS)),
    expire(EnumSet.noneOf(LakeTables.class)),
    retention(EnumSet.noneOf(LakeTables.class)),
    orphans(EnumSet.noneOf(LakeTables.class)),
    all(EnumSet.allOf(LakeTables.class));

    private final Set<LakeTables> merged;

    Step(Set<LakeTables> merged) {
      this.merged = merged;
    }
  }

  @Override
  public Integer call() {
    LakeConfig lakeConfig = config.load().config().lake();
    Instant orphansBefore = Instant.now().minus(olderThan());
    List<TableUpkeep> done = new ArrayList<>();
    try (LakeAtHand at = LakeAtHand.open(lakeConfig)) {
      UpkeepTargets targets = UpkeepTargets.of(lakeConfig.retention()).mergingAll();
      Upkeep upkeep = new Upkeep(at.lake(), targets);
      if (step == Step.retention || step == Step.all) {
        done.addAll(upkeep.retain(Instant.now(), dryRun));
      }
      done.addAll(upkeep.merge(step.merged, dryRun));
      if (step == Step.expire || step == Step.all) {
        done.addAll(upkeep.expire(Instant.now(), dryRun));
      }
      if (step == Step.orphans || step == Step.all) {
        done.addAll(upkeep.deleteOrphans(orphansBefore, dryRun));
      }
    }
    List<String> columns =
        List.of(
            "table",
            "files",
            "into",
            "rows",
            "into_rows",
            "bytes",
            "into_bytes",
            "snapshots",
            "orphans",
            "removed_files",
            "removed_rows");
    RowWriter.write(columns, rows(done), output.format(), spec.commandLine().getOut());
    spec.commandLine().getErr().println("maintain: " + verdict(done));
    return ExitCodes.DONE;
  }

  private Duration olderThan() {
    return Durations.parse(olderThan)
        .filter(age -> age.compareTo(Upkeep.LEAST_ORPHAN_AGE) >= 0)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--older-than must be "
                        + Durations.text(Upkeep.LEAST_ORPHAN_AGE)
                        + " or more, with its unit, got '"
                        + olderThan
                        + "'"));
  }

  private List<List<?>> rows(List<TableUpkeep> done) {
    List<List<?>> rows = new ArrayList<>();
    for (LakeTables kind : LakeTables.values()) {
      TableUpkeep sum =
          done.stream()
              .filter(table -> table.table().equals(kind.tableName()))
              .reduce(TableUpkeep::and)
              .orElse(null);
      if (sum != null) {
        rows.add(
            List.of(
                sum.table(),
                sum.filesBefore(),
                sum.filesAfter(),
                sum.rowsBefore(),
                sum.rowsAfter(),
                sum.bytesBefore(),
                sum.bytesAfter(),
                sum.snapshots(),
                sum.orphans(),
                sum.filesRemoved(),
                sum.rowsRemoved()));
      }
    }
    return rows;
  }

  private String verdict(List<TableUpkeep> done) {
    int merged = done.stream().mapToInt(TableUpkeep::filesBefore).sum();
    int into = done.stream().mapToInt(TableUpkeep::filesAfter).sum();
    int snapshots = done.stream().mapToInt(TableUpkeep::snapshots).sum();
    int orphans = done.stream().mapToInt(TableUpkeep::orphans).sum();
    int removed = done.stream().mapToInt(TableUpkeep::filesRemoved).sum();
    return String.format(
        Locale.ROOT,
        "%s%,d files merged into %,d, %,d removed, %,d snapshots expired, %,d orphans deleted",
        dryRun ? "dry run: " : "",
        merged,
        into,
        removed,
        snapshots,
        orphans);
  }
}
