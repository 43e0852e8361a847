package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an audit writes to stdout: its counts, and for programs a row for each finding too. */
final class AuditRows {
  private static final List<String> COUNTS = List.of("check", "count");

  private static final List<String> ALL =
      List.of("check", "count", "table", "source", "stream", "commit", "got", "want", "finding");

  private AuditRows() {}

  static void write(AuditReport report, OutputFormat format, PrintWriter out) {
    List<List<?>> rows = new ArrayList<>();
    count(rows, "commits", report.commits());
    count(rows, "streams", report.streams());
    count(rows, "lines read", report.lines());
    count(rows, "events in the ledger", report.events());
    report.totals().ifPresent(t -> count(rows, "events in the table", t.events()));
    report.totals().ifPresent(t -> count(rows, "requests in the rollups", t.requests()));
    count(rows, "events erased", report.erased());
    count(rows, "rejects in the ledger", report.rejects());
    report.totals().ifPresent(t -> count(rows, "rejects in the table", t.rejects()));
    count(rows, "rejects replayed", report.replayed());
    count(rows, "events of replayed rejects", report.replayedEvents());
    count(rows, "filtered lines", report.filtered());
    count(rows, "lost bytes", report.losses().bytes());
    count(rows, "losses on record", report.losses().records());
    count(rows, "losses of unknown size", report.losses().ofUnknownSize());
    count(rows, "findings", report.contradictions());
    if (format == OutputFormat.table) {
      RowWriter.write(COUNTS, rows, format, out);
      return;
    }
    report.findings().forEach(finding -> rows.add(row(finding)));
    RowWriter.write(ALL, rows, format, out);
  }

  private static void count(List<List<?>> rows, String check, long count) {
    rows.add(Arrays.asList(check, count, null, null, null, null, null, null, null));
  }

  private static List<?> row(Finding finding) {
    return Arrays.asList(
        finding.check().name(),
        null,
        finding.table(),
        finding.source(),
        finding.stream(),
        finding.seq(),
        finding.got(),
        finding.want(),
        finding.sentence());
  }
}
