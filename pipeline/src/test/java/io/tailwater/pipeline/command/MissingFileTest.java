package io.tailwater.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.LakeCommittable;
import io.tailwater.connectors.commit.LakeCoordinator;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes a file of the lake: whoever needs it says which, of what table, what to do. */
class MissingFileTest {
  @TempDir Path directory;
  private Path warehouse;

  @BeforeEach
  void makeLake() {
    warehouse = directory.resolve("lake");
    try (LakeCatalog lake = open()) {
      LakeStart.begin(lake, "web-logs", "run");
      LakeCoordinator coordinator = new LakeCoordinator(lake, "web-logs", "run");
      for (int seq = 1; seq <= 2; seq++) {
        LedgerEntry entry =
            new LedgerEntry(
                "web", "a", seq, seq + 1, 250, 0, 0, 0, 0, 0, null, 0, 0, null, null, "{}", null);
        coordinator.commit(new LakeCommittable(seq, "run-" + seq, List.of(), List.of(entry), null));
      }
    }
  }

  @Test
  void aDataFileOfTheLedger() throws IOException {
    Path file = oneOf("ledger/data");
    Files.move(file, directory.resolve("kept"));
    assertNamed("ledger", file, maintain(), start());
    CommandRun audit = audit();
    assertThat(audit.code()).isEqualTo(ExitCodes.BELOW_THRESHOLD);
    assertThat(audit.err().lines())
        .contains("finding: File " + file.toUri() + " of table ledger is missing");

    Files.move(directory.resolve("kept"), file);
    assertThat(audit().code()).isZero();
  }

  @Test
  void theMetadataFileOfATable() throws IOException {
    Path file;
    try (LakeCatalog lake = open()) {
      BaseTable events = (BaseTable) lake.load(LakeTables.EVENTS);
      file = LocalFileIO.pathOf(events.operations().current().metadataFileLocation());
    }
    Files.delete(file);
    assertNamed("events", file, audit(), maintain(), start());
  }

  @Test
  void theManifestListOfATable() throws IOException {
    Path file;
    try (LakeCatalog lake = open()) {
      file =
          LocalFileIO.pathOf(
              lake.load(LakeTables.REJECTS).currentSnapshot().manifestListLocation());
    }
    Files.delete(file);
    assertNamed("rejects", file, audit(), maintain(), start());
  }

  private static void assertNamed(String table, Path file, CommandRun... runs) {
    for (CommandRun run : runs) {
      assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err().lines())
          .contains(
              "tailwater: Table "
                  + table
                  + " lacks its file "
                  + file
                  + ": it was deleted or moved; put it back, from a backup if need be");
    }
  }

  private CommandRun audit() {
    return CommandRun.of(new AuditCommand(), warehouse, "--deep");
  }

  private CommandRun maintain() {
    return CommandRun.of(new MaintainCommand(), warehouse, "all");
  }

  private CommandRun start() throws IOException {
    Path log = directory.resolve("app.log");
    Files.writeString(log, "");
    return CommandRun.of(
        new IngestCommand(),
        warehouse,
        "--once",
        "--set",
        "sources.0.id=app",
        "--set",
        "sources.0.paths.0=" + log);
  }

  private Path oneOf(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(warehouse.resolve("logs").resolve(folder))) {
      return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
  }

  private LakeCatalog open() {
    return LakeCatalog.open(LakeLocation.embedded(warehouse));
  }
}
