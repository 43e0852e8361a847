package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a replay of rejects tells: numbers for programs, a sentence for people. */
final class ReplayRows {
  private static final List<String> COLUMNS =
      List.of(
          "lines",
          "replayed",
          "events",
          "filtered",
          "still_rejected",
          "cut_short",
          "of_no_source",
          "without_ledger");

  private ReplayRows() {}

  static void write(ReplayReport report, OutputFormat format, PrintWriter out) {
    List<Long> row =
        List.of(
            report.lines(),
            report.replayed(),
            report.events(),
            report.filtered(),
            report.rejected(),
            report.cutShort(),
            report.ofNoSource(),
            report.untold());
    RowWriter.write(COLUMNS, List.of(row), format, out);
  }

  static String sentence(ReplayReport report) {
    if (report.lines() == 0) {
      return "none to replay";
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%,d of %,d replayed: %,d event%s",
            report.replayed(),
            report.lines(),
            report.events(),
            report.events() == 1 ? "" : "s"));
    add(parts, report.filtered(), "%,d filtered, such as a header");
    add(parts, report.rejected(), "%,d rejected still");
    add(parts, report.cutShort(), "%,d kept in part only");
    add(parts, report.ofNoSource(), "%,d of a source that is not configured");
    add(parts, report.untold(), "%,d of commits that the ledger does not tell of any more");
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, long count, String words) {
    if (count > 0) {
      parts.add(String.format(Locale.ROOT, words, count));
    }
  }
}
