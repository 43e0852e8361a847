package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Finding;
import io.tailwater.connectors.commit.file.LedgerRow;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source takes the place of another. */
class AdoptionTest {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private ResumePoint adopted;

  @BeforeEach
  void readAsWebAndGoOnAsAccess() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    lake.coordinator("run1").commit(lake.commit("run1", 1, "a", 0, 5));
    lake.coordinator("run1").commit(lake.commit("run1", 2, "b", 0, 3));
    adopted = adopt("run2", "web", "access");
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void itGoesOnWhereTheOtherStoodAndAnyLaterStartKnows() {
    assertThat(adopted.seq()).isEqualTo(3);
    assertThat(heads(adopted)).containsExactlyInAnyOrder("access a 50", "access b 30");
    assertThat(heads(lake.start("run3"))).isEqualTo(heads(adopted));
    assertThat(LakeStart.adopt(lake.catalog, TestLake.PIPELINE, adopted, "web", "access"))
        .as("once more")
        .isSameAs(adopted);
  }

  @Test
  void theAuditJoinsTheRangesOfBoth() {
    read("run2", 4, 50, 80);
    assertThat(audit(true)).isEmpty();
  }

  @Test
  void aGapAcrossTheRenamingIsFound() {
    read("run2", 4, 50, 80);
    changeFirst(row -> LedgerEntryEdit.of(row).range(0, 40).entry());
    assertThat(audit(false))
        .containsExactly("web: a has a gap: commit 1 ended at 40, commit 3 goes on at 50");
  }

  @Test
  void aSourceThatReadsOnAfterAnotherHasItsPlaceIsFound() {
    read("run2", 4, 50, 80);
    changeFirst(row -> LedgerEntryEdit.of(row).range(0, 60).entry());
    assertThat(audit(false)).anyMatch(found -> found.endsWith("repeats [50, 60)"));
  }

  @Test
  void aSourceThatGoesOnElsewhereThanTheOtherStoodIsRefused() {
    LedgerEntry elsewhere =
        LedgerEntry.adopted(new StreamHead("access", "a", 60, 60, null, "{}"), "other");
    LakeCommittable commit =
        new LakeCommittable(4, "run2-4-x", List.of(), List.of(elsewhere), null);
    assertThatThrownBy(() -> lake.coordinator("run2").commit(commit))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessageContaining("must go on at offset 50");
  }

  @Test
  void thePlaceCanBeTakenBack() {
    read("run2", 4, 50, 80);
    ResumePoint back = adopt("run3", "access", "web");

    assertThat(heads(back)).containsExactlyInAnyOrder("web a 80", "web b 30");
    assertThat(heads(lake.start("run4"))).isEqualTo(heads(back));
    assertThat(audit(true)).isEmpty();
    Succession known = known();
    assertThat(known.successorOf("web")).isEmpty();
    assertThat(known.successorOf("access")).contains(new Succession.Adoption("access", "web", 5));
    assertThat(known.originOf("web")).isEqualTo("web");
  }

  @Test
  void theLedgerTellsWhoFollowedWhom() {
    adopt("run3", "access", "edge");
    Succession known = known();

    assertThat(known.sources()).containsExactly("access", "edge", "web");
    assertThat(known.streamsOf("edge")).containsExactly("a", "b");
    assertThat(known.successorOf("web")).contains(new Succession.Adoption("web", "access", 3));
    assertThat(known.isCurrent("access")).isFalse();
    assertThat(known.isCurrent("edge")).isTrue();
    assertThat(known.originOf("edge")).isEqualTo("web");
  }

  private Succession known() {
    return Succession.at(lake.catalog.load(LakeTables.LEDGER), lake.cut().ledgerSnapshot());
  }

  private ResumePoint adopt(String run, String from, String to) {
    return LakeStart.adopt(lake.catalog, TestLake.PIPELINE, lake.start(run), from, to);
  }

  /** The source access reads blank lines of a. */
  private void read(String run, long seq, long from, long to) {
    LedgerEntry entry =
        new LedgerEntry(
            "access", "a", from, to, to, 1, 0, 0, 1, 0, null, 0, 1, null, null, "{}", null);
    lake.coordinator(run)
        .commit(new LakeCommittable(seq, run + "-" + seq, List.of(), List.of(entry), null));
  }

  private void changeFirst(UnaryOperator<LedgerEntry> change) {
    new LakeDamage(lake)
        .changeLedger(
            rows -> {
              LedgerRow first = rows.get(0);
              LedgerEntry changed = change.apply(first.entry());
              rows.set(0, new LedgerRow(1, first.committedAtMicros(), null, changed));
            });
  }

  private static List<String> heads(ResumePoint point) {
    return point.heads().stream()
        .map(head -> head.source() + " " + head.stream() + " " + head.offset())
        .sorted()
        .toList();
  }

  private List<String> audit(boolean deep) {
    return Audit.at(
            lake.catalog, lake.cut(), new AuditScope(Optional.empty(), Optional.empty(), deep))
        .findings()
        .stream()
        .map(Finding::sentence)
        .toList();
  }
}
