package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Loss;
import io.tailwater.connectors.commit.audit.LossSummary;
import io.tailwater.connectors.lake.Printable;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit}: proves from the ledger that every line is in the lake, once. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Prove from the ledger that no line is missing and none counted twice.",
    footer = {
      "",
      "Exit code 3 on a finding. Examples:",
      "  tailwater audit -o json",
      "  tailwater audit --deep --from 2026-11-26T00:00:00Z"
    })
public final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only commits made at this time or later, as 2026-11-26T12:00:00Z.")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only commits made before this time.")
  private Instant to;

  @Option(
      names = "--deep",
      description =
          "Read every event and reject, and hold them against the ranges of the ledger and the hours"
              + " of the rollups.")
  private boolean deep;

  @Override
  public Integer call() {
    AuditScope scope = new AuditScope(Optional.ofNullable(from), Optional.ofNullable(to), deep);
    AuditReport report;
    try (LakeAtHand at = LakeAtHand.open(config.load().config().lake())) {
      report = Audit.at(at.lake(), at.newest(), scope);
    }
    PrintWriter out = spec.commandLine().getOut();
    RowWriter.write(List.of("check", "count"), rows(report), output.format(), out);
    PrintWriter err = spec.commandLine().getErr();
    writeLosses(report.losses(), err);
    report.findings().forEach(finding -> err.println("finding: " + Printable.line(finding)));
    err.println("audit: " + (scope.isWhole() ? "" : "of these commits: ") + verdict(report));
    return report.isClean() ? ExitCodes.DONE : ExitCodes.BELOW_THRESHOLD;
  }

  private static void writeLosses(LossSummary losses, PrintWriter err) {
    losses.newest().forEach(loss -> err.println("loss: " + Printable.line(describe(loss))));
    long older = losses.records() - losses.newest().size();
    if (older > 0) {
      err.printf(
          Locale.ROOT,
          "loss: and %,d older: tailwater query \"from ledger where loss_reason is not null\"%n",
          older);
    }
  }

  private static String describe(Loss loss) {
    return String.format(
        Locale.ROOT,
        "%,d bytes%s at offset %d of %s, in commit %d at %s: %s",
        loss.lost(),
        loss.isOfUnknownSize() ? " known, maybe more," : "",
        loss.to(),
        loss.stream(),
        loss.seq(),
        loss.committedAt().truncatedTo(ChronoUnit.SECONDS),
        loss.reason());
  }

  private static String verdict(AuditReport report) {
    if (!report.isClean()) {
      int findings = report.findings().size();
      return findings + (findings == 1 ? " finding" : " findings");
    }
    return report.losses().records() == 0
        ? "clean; nothing is missing, nothing is counted twice"
        : "clean; nothing is missing but the losses on record, nothing is counted twice";
  }

  private static List<List<?>> rows(AuditReport report) {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("commits", report.commits()));
    rows.add(List.of("streams", report.streams()));
    rows.add(List.of("lines read", report.lines()));
    rows.add(List.of("events in the ledger", report.events()));
    report.totals().ifPresent(t -> rows.add(List.of("events in the table", t.events())));
    report.totals().ifPresent(t -> rows.add(List.of("requests in the rollups", t.requests())));
    rows.add(List.of("rejects in the ledger", report.rejects()));
    report.totals().ifPresent(t -> rows.add(List.of("rejects in the table", t.rejects())));
    rows.add(List.of("filtered lines", report.filtered()));
    rows.add(List.of("lost bytes", report.losses().bytes()));
    rows.add(List.of("losses on record", report.losses().records()));
    rows.add(List.of("losses of unknown size", report.losses().ofUnknownSize()));
    rows.add(List.of("findings", report.findings().size()));
    return rows;
  }
}
