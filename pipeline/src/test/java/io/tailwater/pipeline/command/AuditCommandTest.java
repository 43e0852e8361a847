package io.tailwater.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.commit.LakeCommittable;
import io.tailwater.connectors.commit.LakeCoordinator;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  private static final String STREAM = "/log/a#1:2:3.0";

  @TempDir Path warehouse;

  @Test
  void lossesOnRecordAreToldAndAreNoFinding() throws Exception {
    commit(IntStream.range(0, 25).mapToObj(i -> loss(i, 4, "gone: deleted, from 9, unknown")));

    CommandRun json = audit("-o", "json");
    assertThat(json.code()).isZero();
    assertThat(count(json, "losses on record")).isEqualTo(25);
    assertThat(count(json, "losses of unknown size")).isEqualTo(25);
    assertThat(count(json, "lost bytes")).isEqualTo(100);
    assertThat(json.err().lines()).hasSize(22);
    assertThat(json.err())
        .startsWith("loss: 4 bytes known, maybe more, at offset 250 of " + STREAM + ", in commit ")
        .contains(": gone: deleted, from 9, unknown\n", "loss: and 5 older: tailwater query ")
        .endsWith(
            "audit: clean; nothing is missing but the losses on record, nothing is counted twice\n");
  }

  @Test
  void aLossWithoutAReasonIsAFinding() {
    commit(IntStream.range(0, 2).mapToObj(i -> loss(i, i, null)));

    CommandRun ended = audit();
    assertThat(ended.code()).isEqualTo(ExitCodes.BELOW_THRESHOLD);
    assertThat(ended.err()).contains("lost 1 bytes, but says no reason").endsWith("1 finding\n");
  }

  @Test
  void findingsAreRowsForPrograms() throws Exception {
    commit(Stream.of(loss(0, 1, null), loss(2, 0, null)));

    CommandRun json = audit("-o", "json");
    assertThat(json.code()).isEqualTo(ExitCodes.BELOW_THRESHOLD);
    assertThat(count(json, "findings")).isEqualTo(2);
    JsonNode rows = new ObjectMapper().readTree(json.out());
    assertThat(rows.get(rows.size() - 1))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"check": "gap", "count": null, "table": "ledger", "source": "web",
                     "stream": "%s", "commit": 1, "got": "20", "want": "10", "finding":
                     "web: %s has a gap: commit 1 ended at 10, commit 1 goes on at 20"}"""
                        .formatted(STREAM, STREAM)));
    assertThat(audit("-o", "ndjson").out().lines().filter(line -> line.contains("\"gap\"")))
        .hasSize(1);
    assertThat(audit("-o", "csv").out())
        .startsWith("check,count,table,source,stream,commit,got,want,finding\n")
        .contains("gap,,ledger,web," + STREAM + ",1,20,10,");
    assertThat(audit().out()).doesNotContain("gap");
  }

  @Test
  void someTimeOfTheLedgerIsAuditedWithoutTheTables() throws Exception {
    commit(Stream.of(loss(0, 1, null)));
    CommandRun none = audit("--from", "2100-01-01T00:00:00Z", "-o", "json");
    assertThat(none.code()).isZero();
    assertThat(count(none, "lines read")).isZero();
    assertThat(none.out()).doesNotContain("in the table");
    assertThat(none.err()).contains("audit: of these commits: clean");
    assertThat(audit("--to", "2100-01-01T00:00:00Z").code()).isEqualTo(ExitCodes.BELOW_THRESHOLD);
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRefused() {
    CommandRun ended = audit("--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z");
    assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(ended.err()).contains("2026-01-02T00:00:00Z to 2026-01-01T00:00:00Z");
  }

  @Test
  void aLogsNameCannotWriteLinesOfTheAudit() {
    String forged = "/log/a\naudit: clean; nothing is missing\033[8m\u009b8m#1:2:3.0";
    commit(Stream.of(loss(forged, 0, 4, null), loss(forged, 1, 4, "gone: deleted")));

    CommandRun ended = audit();
    assertThat(ended.code()).isEqualTo(ExitCodes.BELOW_THRESHOLD);
    assertThat(ended.err()).contains("finding: ", "loss: ").doesNotContain("\033", "\u009b");
    assertThat(ended.err().lines().filter(line -> line.startsWith("audit: ")))
        .containsExactly("audit: 1 finding");
  }

  @Test
  void commandsOnALakeOfANewerVersionAreRefusedByName() {
    commit(Stream.of(loss(0, 0, null)));
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      lake.load(LakeTables.EVENTS).updateProperties().set("tailwater.layout", "99").commit();
    }
    for (CommandRun ended :
        List.of(audit(), CommandRun.of(new MaintainCommand(), warehouse, "all", "--dry-run"))) {
      assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(ended.err())
          .startsWith("tailwater: Table tailwater.logs.events has layout 99, this version of");
    }
  }

  private void commit(Stream<LedgerEntry> entries) {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      long seq = LakeStart.begin(lake, "web-logs", "run").seq() + 1;
      new LakeCoordinator(lake, "web-logs", "run")
          .commit(new LakeCommittable(seq, "run-" + seq, List.of(), entries.toList(), null));
    }
  }

  private static LedgerEntry loss(int index, long lost, String reason) {
    return loss(STREAM, index, lost, reason);
  }

  private static LedgerEntry loss(String stream, int index, long lost, String reason) {
    long from = 10L * index;
    return new LedgerEntry(
        "web", stream, from, from + 10, 250, 0, 0, 0, 0, lost, reason, 0, 0, null, null, "{}",
        null);
  }

  private static long count(CommandRun json, String check) throws Exception {
    for (JsonNode row : new ObjectMapper().readTree(json.out())) {
      if (row.path("check").asText().equals(check)) {
        return row.path("count").asLong();
      }
    }
    throw new AssertionError("no check " + check + " in " + json.out());
  }

  private CommandRun audit(String... more) {
    return CommandRun.of(new AuditCommand(), warehouse, more);
  }
}
