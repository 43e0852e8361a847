package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.StoreReads;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts of the last minutes, read from the tables of the newest. */
class RecentCutsIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private LakeFixture lake;
  private CutStore store;
  private RandomEvents random;

  @BeforeEach
  void open() throws SQLException {
    long seed = System.nanoTime();
    System.out.println("RecentCutsIT seed " + seed);
    random = new RandomEvents(seed);
    lake = new LakeFixture(directory);
    store = new CutStore(LIMITS);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    lake.close();
  }

  @Test
  void aRecentCutReadsAsAStoreThatWasLoadedAtIt() throws SQLException {
    List<LakeAtCut> cuts = loadCommits(4);

    for (LakeAtCut cut : cuts) {
      assertThat(contents(cut)).isEqualTo(loadedAtOnce(cut));
    }
    store.merge();
    for (LakeAtCut cut : cuts) {
      assertThat(contents(cut)).isEqualTo(loadedAtOnce(cut));
    }
  }

  @Test
  void mergingUnderARecentCutDoesNotGiveItWhatCameLater() throws SQLException {
    loadCommits(2);
    store.forgetRecent();
    LakeAtCut kept = newest();
    loadCommits(2);
    store.merge();

    assertThat(contents(kept)).isEqualTo(loadedAtOnce(kept));
    assertThat(StoreReads.contents(store)).isEqualTo(loadedAtOnce(newest()));
  }

  @Test
  void aSessionAtARecentCutLeavesNothingToTheNextOne() throws SQLException {
    List<LakeAtCut> cuts = loadCommits(3);
    contents(cuts.get(0));

    assertThat(StoreReads.contents(store)).isEqualTo(loadedAtOnce(newest()));
  }

  @Test
  void whatWasErasedCannotBeReadAtAnEarlierCut() throws Exception {
    List<LakeAtCut> cuts = loadCommits(3);
    Table rollups = lake.lake().load(LakeTables.REQUESTS_HOURLY);
    DataFile erased = rollups.newScan().planFiles().iterator().next().file();
    rollups.newOverwrite().deleteFile(erased).commit();
    lake.commitNewestSnapshots();
    store.load(newest());

    for (LakeAtCut cut : cuts) {
      assertThat(store.open(cut)).isEmpty();
    }
    assertThat(contents(newest())).isEqualTo(loadedAtOnce(newest()));
  }

  private List<LakeAtCut> loadCommits(int count) throws SQLException {
    List<LakeAtCut> cuts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Event> some = random.between(DAY, DAY.plusSeconds(2 * 86_400), 100);
      lake.commit(some);
      LakeAtCut cut = newest();
      store.load(cut);
      cuts.add(cut);
    }
    return cuts;
  }

  private List<String> contents(LakeAtCut cut) throws SQLException {
    try (CutSession session = store.open(cut).orElseThrow()) {
      assertThat(session.lake().cut()).isEqualTo(cut.cut());
      return StoreReads.contents(session);
    }
  }

  private List<String> loadedAtOnce(LakeAtCut cut) throws SQLException {
    try (CutStore fresh = new CutStore(LIMITS)) {
      fresh.load(cut);
      return StoreReads.contents(fresh);
    }
  }

  private LakeAtCut newest() {
    return LakeAtCut.newest(lake.lake()).orElseThrow();
  }
}
