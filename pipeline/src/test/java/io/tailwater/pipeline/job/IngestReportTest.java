package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.LakeCommittable;
import io.tailwater.connectors.commit.LakeCoordinator;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.commit.ResumePoint;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestReportTest {
  @TempDir Path warehouse;

  @Test
  void whatStaysUnreadIsToldOfEachLog() {
    assertThat(reportOf(entry("/log/a", 10, 12), entry("/log/b", 10, 11), entry("/log/c", 9, 9)))
        .contains(
            "2 bytes at the end of /log/a stay unread: a last line without its line feed, or a file that is away\n"
                + "1 byte at the end of /log/b stay unread: a last line without its line feed, or a file that is away\n")
        .doesNotContain("/log/c");
  }

  @Test
  void aLogsNameCannotWriteLinesOfTheReport() {
    String report = reportOf(entry("/log/a\nnothing new: \u009b2K\033[2K", 10, 12));

    assertThat(report)
        .contains("2 bytes at the end of /log/a·nothing new: ·2K·[2K stay unread")
        .doesNotContain("\033", "\u009b");
    assertThat(report.lines()).noneMatch(line -> line.startsWith("nothing new"));
  }

  private String reportOf(LedgerEntry... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      ResumePoint start = LakeStart.begin(lake, "web-logs", "run");
      new LakeCoordinator(lake, "web-logs", "run")
          .commit(new LakeCommittable(start.seq() + 1, "run-1", List.of(), List.of(entries), null));
      IngestReport.print(lake, start.seq(), new PrintStream(out, true, StandardCharsets.UTF_8));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static LedgerEntry entry(String log, long to, long end) {
    String stream = log + "#2049:7:1767225600123456789.0";
    return new LedgerEntry(
        "web", stream, 0, to, end, 0, 0, 0, 0, 0, null, 0, to, null, null, "{}", null);
  }
}
