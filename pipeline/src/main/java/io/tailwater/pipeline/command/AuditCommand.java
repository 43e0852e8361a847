package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Loss;
import io.tailwater.connectors.commit.audit.LossSummary;
import io.tailwater.connectors.lake.Printable;
import io.tailwater.connectors.lake.StreamName;
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
      "Exit code 3 on a finding. In json, ndjson and csv, each finding is a row after the counts:",
      "check, table, source, stream, commit, got, want and a sentence. Examples:",
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
    AuditRows.write(report, output.format(), out);
    PrintWriter err = spec.commandLine().getErr();
    writeLosses(report.losses(), err);
    report
        .retainedFrom()
        .forEach(
            (table, day) ->
                err.println("retention: " + table.tableName() + " is whole from " + day + " on"));
    report
        .findings()
        .forEach(finding -> err.println("finding: " + Printable.line(finding.sentence())));
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
        "%,d %ss%s at offset %d of %s, in commit %d at %s: %s",
        loss.lost(),
        StreamName.unitOf(loss.stream()),
        loss.isOfUnknownSize() ? " known, maybe more," : "",
        loss.to(),
        loss.stream(),
        loss.seq(),
        loss.committedAt().truncatedTo(ChronoUnit.SECONDS),
        loss.reason());
  }

  private static String verdict(AuditReport report) {
    if (!report.isClean()) {
      long findings = report.contradictions();
      String left = findings > report.findings().size() ? ", of which the first are told" : "";
      return findings + (findings == 1 ? " finding" : " findings") + left;
    }
    List<String> known = new ArrayList<>();
    if (report.losses().records() > 0) {
      known.add("the losses on record");
    }
    if (report.erased() > 0) {
      known.add("what was erased");
    }
    String but = known.isEmpty() ? "" : " but " + String.join(" and ", known);
    return "clean; nothing is missing" + but + ", nothing is counted twice";
  }
}
