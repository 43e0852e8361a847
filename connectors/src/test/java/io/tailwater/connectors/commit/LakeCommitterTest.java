package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCommitterTest {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  /** After a start whose logs are quiet, days are over all the same. */
  @Test
  void theLakeIsKeptInShapeBeforeThereIsSomethingToCommit() throws InterruptedException {
    try (TestLake lake = new TestLake(warehouse)) {
      lake.start("run1");
      LakeCoordinator coordinator = lake.coordinator("run1");
      for (int seq = 1; seq <= 8; seq++) {
        coordinator.commit(lake.commit("run1", seq, "s", 10L * (seq - 1), 1));
      }
      LakeWriterState state = LakeWriterState.of(lake.start("run2"));
      LakeLocation location = LakeLocation.embedded(warehouse);
      LakeCommitter committer =
          new LakeCommitter(
              location, TestLake.PIPELINE, state, TestLake.TARGETS, Duration.ofMillis(10));
      Instant end = Instant.now().plusSeconds(60);
      while (eventFiles(lake) > 1 && Instant.now().isBefore(end)) {
        Thread.onSpinWait();
      }
      committer.close();
      assertThat(eventFiles(lake)).isEqualTo(1);
    }
  }

  private static int eventFiles(TestLake lake) {
    Table events = lake.catalog.load(LakeTables.EVENTS);
    Cut cut = lake.cut();
    return new SnapshotRows(events, cut.snapshotOf(LakeTables.EVENTS)).files().size();
  }
}
