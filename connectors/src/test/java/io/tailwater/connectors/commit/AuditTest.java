package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Finding;
import io.tailwater.connectors.commit.audit.Loss;
import io.tailwater.connectors.commit.audit.LossSummary;
import io.tailwater.connectors.lake.StreamName;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.WrittenFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
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
  void anEmptyLakeIsSound() {
    assertThat(audit().findings()).isEmpty();
    assertThat(audit().lines()).isZero();
  }

  @Test
  void aSourceThatHadNoFileAtFirstIsNoStream() {
    LedgerEntry nothing =
        LedgerEntry.of(
            StreamProgress.nothingRead("web", StreamName.ofNothing("web"), 0, 0, "{}"), 0);
    coordinator.commit(new LakeCommittable(1, "run1-1-first", List.of(), List.of(nothing), null));

    assertThat(audit().findings()).isEmpty();
    assertThat(audit().streams()).isZero();
  }

  @Test
  void aSoundLakeIsCountedAndEarlierCutsToo() {
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    var earlier = lake.cut();
    coordinator.commit(lake.commitWithReject("run1", 2, "a", 70, 5));

    assertThat(audit().findings()).isEmpty();
    assertThat(deep()).isEmpty();
    assertThat(audit().totals().orElseThrow().events()).isEqualTo(12);
    assertThat(audit().rejects()).isEqualTo(1);
    assertThat(Audit.at(lake.catalog, earlier).totals().orElseThrow().requests()).isEqualTo(7);
    assertThat(Audit.at(lake.catalog, earlier).findings()).isEmpty();
  }

  @Test
  void rowsThatTheLedgerDoesNotCountAreFound() {
    LakeCommittable commit = lake.commit("run1", 1, "a", 0, 7);
    List<LedgerEntry> fewer = List.of(LedgerEntry.of(TestLake.progress("a", 0, 6), 0));
    coordinator.commit(new LakeCommittable(1, commit.commitId(), commit.files(), fewer, null));

    assertThat(audit().findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "The ledger counts 6 rows in events, the table holds 7",
            "The ledger counts 6 requests in requests_hourly, the table holds 7");
  }

  @Test
  void gapsAndOverlapsOfAStreamAreFound() {
    LedgerEntry first = LedgerEntry.of(TestLake.progress("a", 0, 0), 0);
    List<LedgerEntry> torn =
        List.of(first, withRange(10, 30), withRange(40, 60), withRange(50, 70));
    coordinator.commit(new LakeCommittable(1, "run1-1-x", List.of(), torn, null));

    assertThat(audit().findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "web: a has an overlap: [50, 70) of commit 1 repeats [50, 60)",
            "web: a has a gap: commit 1 ended at 0, commit 1 goes on at 10",
            "web: a has a gap: commit 1 ended at 30, commit 1 goes on at 40");
  }

  @Test
  void lossesAreCountedAndTheNewestTwentyTold() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String reason = i % 3 == 0 ? "truncated: cut short, from 9, unknown" : "gone: deleted";
      entries.add(withLoss(100 + 10L * i, 110 + 10L * i, 4, reason));
    }
    coordinator.commit(new LakeCommittable(1, "run1-1-x", List.of(), entries, null));
    List<LedgerEntry> last = List.of(withLoss(400, 400, 0, "truncated: cut, from 400, unknown"));
    coordinator.commit(new LakeCommittable(2, "run1-2-x", List.of(), last, null));

    LossSummary losses = audit().losses();
    assertThat(audit().findings()).isEmpty();
    assertThat(losses.records()).isEqualTo(31);
    assertThat(losses.ofUnknownSize()).isEqualTo(11);
    assertThat(losses.bytes()).isEqualTo(120);
    assertThat(losses.newest()).hasSize(20);
    assertThat(losses.newest().get(0).seq()).isEqualTo(2);
    assertThat(losses.newest()).extracting(Loss::to).startsWith(400L, 400L, 390L).endsWith(220L);
  }

  @Test
  void lossesThatCannotBeAreFound() {
    List<LedgerEntry> entries =
        List.of(withLoss(0, 10, 3, null), withLoss(10, 30, -1, "gone: deleted"));
    coordinator.commit(new LakeCommittable(1, "run1-1-x", List.of(), entries, null));

    assertThat(audit().findings())
        .extracting(Finding::sentence)
        .containsExactlyInAnyOrder(
            "Commit 1 of a lost 3 bytes, but says no reason", "Commit 1 of a lost -1 bytes");
  }

  /** Six of one stream and four of another, where the ledger counts seven and three. */
  @Test
  void rowsOfTheWrongStreamAreFoundByReadingThem() {
    LakeCommittable a = lake.commit("run1", 1, "a", 0, 6);
    LakeCommittable b = lake.commit("run1", 1, "b", 0, 4);
    List<WrittenFile> files = new ArrayList<>(a.files());
    files.addAll(b.files());
    List<LedgerEntry> entries =
        List.of(
            LedgerEntry.of(TestLake.progress("a", 0, 7), 0),
            LedgerEntry.of(TestLake.progress("b", 0, 3), 0));
    coordinator.commit(new LakeCommittable(1, a.commitId(), files, entries, null));

    assertThat(audit().findings()).isEmpty();
    assertThat(deep())
        .containsExactly(
            "web: a counts 7 events in [0, 70) of commit 1, the table holds 6",
            "web: b has 1 rows in the tables that no commit covers, the first at offset 30");
  }

  @Test
  void aRowThatIsThereTwiceAndOneThatIsMissingAreFoundByReadingThem() {
    LakeCommittable first = lake.commit("run1", 1, "a", 0, 5);
    coordinator.commit(first);
    LakeCommittable again = lake.commit("run1", 2, "a", 0, 5);
    List<LedgerEntry> next = List.of(LedgerEntry.of(TestLake.progress("a", 50, 5), 0));
    coordinator.commit(new LakeCommittable(2, again.commitId(), again.files(), next, null));

    assertThat(audit().findings()).isEmpty();
    assertThat(deep())
        .containsExactly(
            "web: a counts 5 events in [0, 50) of commit 1, the table holds 10",
            "web: a counts 5 events in [50, 100) of commit 2, the table holds 0");
  }

  @Test
  void rollupsOfTheWrongHourAreFoundByReadingTheEvents() {
    LakeCommittable commit = lake.commit("run1", 1, "a", 0, 5);
    coordinator.commit(lake.withRollupAnHourLater(commit));

    assertThat(audit().findings()).isEmpty();
    assertThat(deep())
        .containsExactly(
            "requests_hourly counts 0 requests in the hour of 2015-08-19T16:00:00Z, events holds 5",
            "requests_hourly counts 5 requests in the hour of 2015-08-19T17:00:00Z, events holds 0");
  }

  @Test
  void someTimeOfTheLedgerIsAuditedAlone() {
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    Instant between = Instant.now();
    coordinator.commit(lake.commit("run1", 2, "b", 0, 2));
    LakeCommittable third = lake.commit("run1", 3, "a", 70, 3);
    List<LedgerEntry> fewer = List.of(LedgerEntry.of(TestLake.progress("a", 70, 4), 0));
    coordinator.commit(new LakeCommittable(3, third.commitId(), third.files(), fewer, null));

    AuditReport before = audit(Optional.empty(), Optional.of(between));
    assertThat(before.commits()).isEqualTo(1);
    assertThat(before.lines()).isEqualTo(7);
    assertThat(before.findings()).isEmpty();
    AuditReport after = audit(Optional.of(between), Optional.empty());
    assertThat(after.commits()).isEqualTo(2);
    assertThat(after.lines()).isEqualTo(6);
    assertThat(after.findings())
        .extracting(Finding::sentence)
        .contains("web: a counts 4 events in [70, 110) of commit 3, the table holds 3");
  }

  private AuditReport audit(Optional<Instant> from, Optional<Instant> to) {
    return Audit.at(lake.catalog, lake.cut(), new AuditScope(from, to, true));
  }

  private List<String> deep() {
    return audit(Optional.empty(), Optional.empty()).findings().stream()
        .map(Finding::sentence)
        .toList();
  }

  private AuditReport audit() {
    return Audit.at(lake.catalog, lake.cut());
  }

  private static LedgerEntry withRange(long from, long to) {
    return withLoss(from, to, to - from, "truncated: emptied");
  }

  private static LedgerEntry withLoss(long from, long to, long lost, String reason) {
    return new LedgerEntry(
        "web", "a", from, to, to, 0, 0, 0, 0, lost, reason, 0, 0, null, null, "{}", null);
  }
}
