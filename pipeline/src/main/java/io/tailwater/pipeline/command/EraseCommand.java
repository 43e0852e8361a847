package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.erase.Erase;
import io.tailwater.connectors.commit.erase.EraseRequest;
import io.tailwater.connectors.commit.erase.Receipt;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code erase}: takes events out of the lake for good, or corrects them. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Take the events that match out of every file and every snapshot of the lake, or, with --set"
          + " COLUMN=VALUE, change columns of them. The files that hold them are written anew; all"
          + " older snapshots go at once, so that older cuts are no longer answered; the ledger"
          + " says how many events are gone; a receipt without the values is kept in the"
          + " warehouse's folder receipts.",
      "Rollups stay as they are: they count requests and hold nothing of a client. Rejected lines"
          + " are not searched.",
      "It may run beside a job, one at a time. Stopped on its way, it goes on when the same is asked"
          + " again."
    },
    footer = {
      "",
      "A predicate has = != < <= > >= in, like 'text%%', is null, and, or, not and parentheses."
          + " Examples:",
      "  tailwater erase --where \"client_ip = '203.0.113.7'\" --dry-run",
      "  tailwater erase --where \"user_name in ('ann', 'bob') and ts < '2026-11-26T00:00:00Z'\"",
      "  tailwater erase --where \"client_ip = '203.0.113.7'\" --set client_ip=null"
    })
public final class EraseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;

  @Option(
      names = "--where",
      required = true,
      paramLabel = "PREDICATE",
      description = "Which events are meant.")
  private String where;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Override
  public Integer call() {
    // Keys of the configuration have a section in front; columns have not.
    List<String> sets = config.takeSets(key -> !key.contains("."));
    Receipt receipt;
    String kept = "";
    try (LakeAtHand at = LakeAtHand.open(config.load().config().lake())) {
      EraseRequest request =
          EraseRequest.parse(
              LakeColumns.named(LakeTables.EVENTS, at.lake().load(LakeTables.EVENTS).schema()),
              where,
              sets);
      Erase erase = new Erase(at.lake());
      receipt = dryRun ? erase.plan(request) : erase.run(request);
      if (!dryRun && !receipt.saysNothing()) {
        kept = "; receipt at " + erase.locationOf(receipt);
      }
    }
    List<String> columns =
        List.of(
            "receipt",
            "events_erased",
            "events_corrected",
            "files_rewritten",
            "files_written",
            "files_removed",
            "event_snapshots",
            "ledger_snapshots",
            "searched_to_commit");
    RowWriter.write(columns, List.of(row(receipt)), output.format(), spec.commandLine().getOut());
    PrintWriter err = spec.commandLine().getErr();
    err.println("erase: " + (dryRun ? "dry run: " : "") + verdict(receipt) + kept);
    return ExitCodes.DONE;
  }

  private List<?> row(Receipt receipt) {
    return Arrays.asList(
        dryRun || receipt.saysNothing() ? null : receipt.id(),
        receipt.eventsErased(),
        receipt.eventsCorrected(),
        receipt.filesRewritten(),
        receipt.filesWritten(),
        dryRun ? null : (Integer) receipt.filesRemoved().size(),
        receipt.eventSnapshots(),
        receipt.ledgerSnapshots(),
        receipt.searchedToCommit());
  }

  private static String verdict(Receipt receipt) {
    String searched = "searched up to commit " + receipt.searchedToCommit();
    if (receipt.saysNothing()) {
      return "no event matches; " + searched;
    }
    return String.format(
        Locale.ROOT,
        "%s erased, %,d corrected, %s expired; %s, rejects not at all",
        count(receipt.eventsErased(), "event"),
        receipt.eventsCorrected(),
        count(receipt.eventSnapshots() + receipt.ledgerSnapshots(), "snapshot"),
        searched);
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
