package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.replay.RejectFilter;
import io.tailwater.connectors.commit.replay.RejectReplay;
import io.tailwater.connectors.commit.replay.ReplayReport;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.job.RejectReparse;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rejects}: the lines that could not become events. */
@Command(
    name = "rejects",
    mixinStandardHelpOptions = true,
    description = "The lines that could not become events.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  tailwater rejects list",
      "  tailwater rejects list --replayed all --stream NAME",
      "  tailwater rejects list --reason bad_time --from 2026-11-26T00:00:00Z -o ndjson",
      "  tailwater rejects replay --reason no_match --dry-run"
    })
public final class RejectsCommand {
  @Spec private CommandSpec spec;

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "List rejected lines, newest first; on stderr, how many there are for each reason.",
        "A table shows the beginning of a line, the other formats all that is kept of it, and as"
            + " raw_base64 the bytes of one that is not valid UTF-8."
      })
  int list(
      @Mixin ConfigOptions config,
      @Mixin OutputOption output,
      @Mixin RejectSelection selection,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "Most lines, 1 to 100,000 (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--replayed",
              paramLabel = "WHICH",
              defaultValue = "false",
              description = {
                "false: those that are rejects still; true: those that a replay has taken up; all"
                    + " (default: ${DEFAULT-VALUE})."
              })
          Replayed replayed) {
    if (limit < 1 || limit > 100_000) {
      throw new ParameterException(
          spec.commandLine(), "--limit wants a number from 1 to 100,000, got " + limit);
    }
    RejectedRows rows = new RejectedRows(selection.filter(), replayed, limit);
    try (LakeAtHand at = LakeAtHand.open(config.load().config().lake())) {
      rows.read(at.lake(), at.newest());
    }
    List<RejectedRows.Row> newest = rows.newest();
    rows.write(newest, output.format(), spec.commandLine().getOut());
    PrintWriter err = spec.commandLine().getErr();
    err.println("rejects: " + summary(rows, newest.size(), replayed));
    return ExitCodes.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Parse rejected lines again by today's configuration, and commit those that are events now:"
            + " each once, however often this is asked for. They stay in the table rejects, with"
            + " the time in replayed_at.",
        "It may run beside a job. Lines of which only the beginning was kept, and such of a source"
            + " that is not configured, are left as they are."
      })
  int replay(
      @Mixin ConfigOptions config,
      @Mixin OutputOption output,
      @Mixin RejectSelection selection,
      @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun) {
    RejectFilter filter = selection.filter();
    TailwaterConfig configured = config.load().config();
    ReplayReport report;
    try (LakeAtHand at = LakeAtHand.open(configured.lake())) {
      RejectReparse reparse =
          RejectReparse.of(
              configured, at.lake(), at.newest(), selection.source(), dryRun, System.err);
      RejectReplay replay = new RejectReplay(at.lake(), filter, reparse);
      report = dryRun ? replay.plan() : replay.run();
    }
    ReplayRows.write(report, output.format(), spec.commandLine().getOut());
    spec.commandLine()
        .getErr()
        .println("rejects: " + (dryRun ? "dry run: " : "") + ReplayRows.sentence(report));
    return ExitCodes.DONE;
  }

  private static String summary(RejectedRows rows, int shown, Replayed which) {
    Map<String, Long> byReason = rows.byReason();
    long all = byReason.values().stream().mapToLong(Long::longValue).sum();
    String were = which == Replayed.FALSE ? "more were" : "of them were";
    String replayed =
        rows.replayed() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d %s replayed", rows.replayed(), were);
    if (all == 0) {
      return "none" + replayed;
    }
    String reasons =
        byReason.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
            .collect(Collectors.joining(", "));
    String newest = shown < all ? String.format(Locale.ROOT, ", the newest %,d shown", shown) : "";
    return String.format(Locale.ROOT, "%,d%s: %s%s", all, newest, reasons, replayed);
  }
}
