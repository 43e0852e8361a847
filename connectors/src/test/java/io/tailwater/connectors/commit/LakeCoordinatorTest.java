package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.UnknownLayoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCoordinatorTest {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private LakeCoordinator coordinator;

  @BeforeEach
  void open() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    coordinator = lake.coordinator("run1");
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void commitsShowUpTogetherAndTheNextRunGoesOnBehindThem() {
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    coordinator.commit(lake.commit("run1", 2, "b", 50, 3));

    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(10);
    assertThat(lake.rows(LakeTables.REQUESTS_HOURLY)).isEqualTo(2);
    assertThat(lake.rows(LakeTables.REJECTS)).isZero();
    ResumePoint point = lake.start("run2");
    assertThat(point.seq()).isEqualTo(2);
    assertThat(point.heads())
        .extracting(StreamHead::stream, StreamHead::offset)
        .containsExactlyInAnyOrder(tuple("a", 70L), tuple("b", 80L));
  }

  @Test
  void aCommitRepeatedAddsNothing() {
    LakeCommittable commit = lake.commit("run1", 1, "a", 0, 7);
    coordinator.commit(commit);
    coordinator.commit(commit);
    lake.coordinator("run1").commit(commit);

    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(7);
    assertThat(lake.cut().seq()).isEqualTo(1);
  }

  @Test
  void aStreamMustGoOnWhereTheLedgerLeftIt() {
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));

    assertThatThrownBy(() -> coordinator.commit(lake.commit("run1", 2, "a", 80, 1)))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessageContaining("Stream a of source web must go on at offset 70")
        .hasMessageContaining("got 80");
    assertThat(lake.cut().seq()).isEqualTo(1);
  }

  @Test
  void aCoordinatorThatWasToldTheOffsetsHoldsStreamsToThemToo() {
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    LakeWriterState state = LakeWriterState.of(lake.start("run2"));
    LakeCoordinator told =
        new LakeCoordinator(lake.catalog, TestLake.PIPELINE, state, TestLake.QUICK);

    assertThatThrownBy(() -> told.commit(lake.commit("run2", 2, "a", 80, 1)))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessageContaining("must go on at offset 70");
    told.commit(lake.commit("run2", 2, "a", 70, 1));
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(8);
  }

  @Test
  void anotherPipelineIsRefused() {
    assertThatThrownBy(() -> LakeStart.begin(lake.catalog, "other", "run2", TestLake.QUICK))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessageContaining("belong to pipeline 'test', this one is 'other'");
  }

  @Test
  void tablesOfANewerLayoutAreRefusedAndLeftAsTheyAre() {
    lake.catalog.load(LakeTables.EVENTS).updateProperties().set("tailwater.layout", "99").commit();
    var ledger = lake.cut();

    assertThatThrownBy(() -> lake.start("run2"))
        .isInstanceOf(UnknownLayoutException.class)
        .hasMessageContaining("events has layout 99");
    assertThat(lake.cut()).isEqualTo(ledger);
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
  }

  @Test
  void aRunThatWasReplacedIsRefusedAtItsFirstAppend() {
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    lake.start("run2");

    assertThatThrownBy(() -> coordinator.commit(lake.commit("run1", 2, "a", 70, 1)))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("run2-start");
    assertThat(lake.catalog.load(LakeTables.EVENTS).currentSnapshot().summary())
        .containsEntry("tailwater.commit", "run2-start");
    lake.coordinator("run2").commit(lake.commit("run2", 2, "a", 70, 5));
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(12);
  }
}
