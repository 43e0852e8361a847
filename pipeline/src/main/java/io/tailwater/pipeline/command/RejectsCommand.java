package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.RejectedLine;
import java.io.PrintWriter;
import java.time.Instant;
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
      "  tailwater rejects list --reason bad_time --from 2026-11-26T00:00:00Z -o ndjson"
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
      @Option(
              names = "--from",
              paramLabel = "TIME",
              description = "Only lines received at this time or later, as 2026-11-26T12:00:00Z.")
          Instant from,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              description = "Only lines received before this time.")
          Instant to,
      @Option(names = "--source", paramLabel = "ID", description = "Only lines of this source.")
          String source,
      @Option(
              names = "--reason",
              paramLabel = "REASON",
              description = "Only lines rejected for it, such as no_match.")
          String reason,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "Most lines, 1 to 100,000 (default: ${DEFAULT-VALUE}).")
          int limit) {
    if (limit < 1 || limit > 100_000) {
      throw new ParameterException(
          spec.commandLine(), "--limit wants a number from 1 to 100,000, got " + limit);
    }
    RejectedRows rows = new RejectedRows(from, to, source, reason, limit);
    try (LakeAtHand at = LakeAtHand.open(config.load().config().lake())) {
      rows.read(at.lake(), at.newest());
    }
    List<RejectedLine> newest = rows.newest();
    RejectedRows.write(newest, output.format(), spec.commandLine().getOut());
    PrintWriter err = spec.commandLine().getErr();
    err.println("rejects: " + summary(rows.byReason(), newest.size()));
    return ExitCodes.DONE;
  }

  private static String summary(Map<String, Long> byReason, int shown) {
    long all = byReason.values().stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      return "none";
    }
    String reasons =
        byReason.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
            .collect(Collectors.joining(", "));
    String which = shown < all ? String.format(Locale.ROOT, ", the newest %,d shown", shown) : "";
    return String.format(Locale.ROOT, "%,d%s: %s", all, which, reasons);
  }
}
