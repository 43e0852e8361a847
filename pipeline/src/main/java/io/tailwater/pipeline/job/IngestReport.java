package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.LedgerReader;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.Printable;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamName;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.Table;

/** What a run brought into the lake, read back from the ledger. */
final class IngestReport {
  private final RunLosses losses = new RunLosses();
  private long events;
  private long rejects;
  private long filtered;

  private IngestReport() {}

  /**
   * Prints what was committed and what was left unread.
   *
   * @param start number of the commit that the run took up after
   */
  static void print(LakeCatalog lake, long start, PrintStream out) {
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    LedgerReader reader = new LedgerReader(ledger, cut.ledgerSnapshot());
    IngestReport report = new IngestReport();
    reader.forEach(
        row -> {
          if (row.seq() > start) {
            report.events += row.entry().events();
            report.rejects += row.entry().rejects();
            report.filtered += row.entry().filtered();
            report.losses.take(row.entry());
          }
        });
    report.print(cut.seq() - start, reader.heads(), out);
  }

  private void print(long commits, List<StreamHead> heads, PrintStream out) {
    if (commits == 0) {
      out.println("nothing new: the lake already holds every line");
    } else {
      out.printf(
          Locale.ROOT,
          "committed %s and %s of %s lines in %s%n",
          counted(events, "event"),
          counted(rejects, "reject"),
          "%,d".formatted(events + rejects + filtered),
          counted(commits, "commit"));
    }
    if (rejects > 0) {
      out.println("rejected lines are kept with their reasons: tailwater query \"from rejects\"");
    }
    losses
        .describe()
        .ifPresent(
            lost -> {
              out.println(lost);
              out.println("the ledger has each loss with its reason: tailwater status or audit");
            });
    heads.stream()
        .filter(head -> head.endOffset() > head.offset())
        .sorted(Comparator.comparing(StreamHead::stream))
        .forEach(head -> out.println(unread(head)));
  }

  private static String unread(StreamHead head) {
    long left = head.endOffset() - head.offset();
    String log = Printable.line(StreamName.logOf(head.stream()));
    String unit = StreamName.unitOf(head.stream());
    String why =
        unit.equals("byte")
            ? "a last line without its line feed, or a file that is away"
            : "records that came after the start";
    return counted(left, unit) + " at the end of " + log + " stay unread: " + why;
  }

  private static String counted(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
