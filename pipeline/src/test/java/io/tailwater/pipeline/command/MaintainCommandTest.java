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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintainCommandTest {
  @TempDir Path warehouse;

  @Test
  void aDryRunSaysWhatTheRunThenDoes() throws Exception {
    commit(6);
    CommandRun dry = maintain("fold", "--dry-run", "-o", "json");
    assertThat(dry.code()).isZero();
    assertThat(ofTable(dry, "ledger").path("files").asInt()).isEqualTo(6);
    assertThat(dry.err())
        .isEqualTo(
            "maintain: dry run: 6 files merged into 1, 0 removed, 0 snapshots expired, 0 orphans"
                + " deleted\n");

    CommandRun done = maintain("fold", "-o", "json");
    assertThat(ofTable(done, "ledger").path("files").asInt()).isEqualTo(6);
    assertThat(ofTable(done, "ledger").path("into").asInt()).isEqualTo(1);
    assertThat(ofTable(done, "ledger").path("into_rows").asInt()).isEqualTo(6);
    assertThat(done.err())
        .isEqualTo(
            "maintain: 6 files merged into 1, 0 removed, 0 snapshots expired, 0 orphans deleted\n");
    assertThat(maintain("all").err())
        .isEqualTo(
            "maintain: 0 files merged into 0, 0 removed, 0 snapshots expired, 0 orphans deleted\n");
  }

  @Test
  void whatIsNotOverIsNotRemoved() throws Exception {
    commit(2);
    CommandRun done = maintain("retention", "-o", "json");
    assertThat(done.code()).isZero();
    assertThat(ofTable(done, "ledger").path("removed_rows").asInt()).isZero();
    assertThat(done.err()).contains(" 0 removed,");
  }

  @Test
  void withoutALakeItIsNotReady() {
    CommandRun ended = maintain("all");
    assertThat(ended.code()).isEqualTo(ExitCodes.NOT_READY);
    assertThat(ended.err()).contains("There is no lake at " + warehouse);
  }

  @Test
  void anUnknownStepIsAUsageError() {
    CommandRun ended = maintain("vacuum");
    assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(ended.err()).contains("vacuum", "fold");
  }

  @Test
  void filesOfACommitUnderWayAreNoOrphans() {
    CommandRun ended = maintain("orphans", "--older-than", "10m");
    assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(ended.err()).contains("--older-than must be 1d or more, with its unit, got '10m'");
  }

  private void commit(int count) {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      LakeStart.begin(lake, "web-logs", "run");
      LakeCoordinator coordinator = new LakeCoordinator(lake, "web-logs", "run");
      for (int seq = 1; seq <= count; seq++) {
        LedgerEntry entry =
            new LedgerEntry(
                "web", "a", seq, seq + 1, 250, 0, 0, 0, 0, 0, null, 0, 0, null, null, "{}", null);
        coordinator.commit(new LakeCommittable(seq, "run-" + seq, List.of(), List.of(entry), null));
      }
    }
  }

  private static JsonNode ofTable(CommandRun ended, String table) throws Exception {
    for (JsonNode row : new ObjectMapper().readTree(ended.out())) {
      if (row.path("table").asText().equals(table)) {
        return row;
      }
    }
    throw new AssertionError("no table " + table + " in " + ended.out());
  }

  private CommandRun maintain(String... more) {
    return CommandRun.of(new MaintainCommand(), warehouse, more);
  }
}
