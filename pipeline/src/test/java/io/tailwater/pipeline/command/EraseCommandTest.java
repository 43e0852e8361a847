package io.tailwater.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseCommandTest {
  @TempDir Path warehouse;

  @BeforeEach
  void makeLake() {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      lake.createTables("web-logs");
    }
  }

  @Test
  void aPredicateThatIsNoneIsAUsageError() {
    CommandRun ended = erase("--where", "clientip = 'x'");
    assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(ended.err())
        .isEqualTo(
            "tailwater: --where, at character 1: events has no column 'clientip'; the nearest one is"
                + " 'client_ip'\n");
  }

  @Test
  void aChangeOfWhatIsNoColumnIsAUsageError() {
    CommandRun ended = erase("--where", "status = 1", "--set", "clientip=null");
    assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(ended.err()).contains("--set: events has no column 'clientip'");
  }

  /** Else it would be taken for the configuration's, and the events be erased. */
  @Test
  void aKeyOfTheConfigurationWithoutASectionIsNoColumnEither() {
    CommandRun ended = erase("--where", "status = 1", "--set", "pipeline=other");
    assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(ended.err()).contains("--set: events has no column 'pipeline'");
  }

  @Test
  void aPredicateIsDemanded() {
    CommandRun ended = erase();
    assertThat(ended.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(ended.err()).contains("--where");
  }

  @Test
  void whatMatchesNothingChangesNothing() {
    CommandRun ended = erase("--where", "client_ip = '203.0.113.7'", "-o", "csv");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .containsExactly(
            "receipt,events_erased,events_corrected,files_rewritten,files_written,files_removed,"
                + "event_snapshots,ledger_snapshots,searched_to_commit",
            ",0,0,,,0,0,0,0");
    assertThat(ended.err()).isEqualTo("erase: no event matches; searched up to commit 0\n");
    assertThat(warehouse.resolve("receipts")).isEmptyDirectory();
  }

  @Test
  void aDryRunIsRefusedAsTheRealOneWhereSomebodyNamedASnapshot() {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      Table ledger = lake.load(LakeTables.LEDGER);
      ledger.manageSnapshots().createBranch("mine").commit();
    }
    CommandRun real = erase("--where", "status = 1");
    assertThat(real.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(real.err()).contains("has the branch 'mine'", "remove it first");
    assertThat(erase("--where", "status = 1", "--dry-run")).isEqualTo(real);
  }

  @Test
  void whileAnotherOneIsAtWorkNothingIsBegun() throws IOException {
    Path lock = warehouse.resolve("logs/erase.lock");
    try (FileChannel other =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      CommandRun ended = erase("--where", "status = 1");
      assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(ended.err())
          .isEqualTo(
              "tailwater: Another erase is at work on this lake and holds "
                  + lock.toRealPath()
                  + "; ask again when it has ended, nothing was begun\n");
      assertThat(erase("--where", "status = 1", "--dry-run").code()).isZero();
    }
    assertThat(erase("--where", "status = 1").code()).isZero();
  }

  @Test
  void withoutALakeItIsNotReady() {
    CommandRun ended =
        CommandRun.of(new EraseCommand(), warehouse.resolve("none"), "--where", "status = 1");
    assertThat(ended.code()).isEqualTo(ExitCodes.NOT_READY);
  }

  private CommandRun erase(String... more) {
    return CommandRun.of(new EraseCommand(), warehouse, more);
  }
}
