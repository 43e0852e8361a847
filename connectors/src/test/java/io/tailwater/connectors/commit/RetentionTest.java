package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Finding;
import io.tailwater.connectors.commit.erase.Erase;
import io.tailwater.connectors.commit.erase.EraseRequest;
import io.tailwater.connectors.commit.upkeep.TableUpkeep;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.config.RetentionConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and rejects are kept for ten days here, rollups and the ledger for twenty. */
class RetentionTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final RetentionConfig KEPT =
      new RetentionConfig(
          Duration.ofDays(10),
          Duration.ofDays(20),
          Duration.ofDays(10),
          Duration.ofHours(1),
          Duration.ofDays(3));

  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private PushedLake lake;
  private Upkeep upkeep;

  @BeforeEach
  void open() {
    Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(100, ChronoUnit.DAYS);
    lake = new PushedLake(warehouse, from);
    upkeep = new Upkeep(lake.catalog, new UpkeepTargets(2, false, 1_000, 1 << 20, 1_000, KEPT));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void aDayGoesWhenItIsOverForAsLongAsItIsToBeKept() {
    lake.commit("a", 1, lake.noon(0), lake.noon(0));
    day(10);
    assertThat(upkeep.retain(lake.instant(), false)).allMatch(TableUpkeep::isNone);
    day(1);
    assertThat(removed(LakeTables.EVENTS)).isEqualTo(2);
    assertThat(lake.files(LakeTables.EVENTS)).isEmpty();
    assertThat(lake.files(LakeTables.REJECTS)).isEmpty();
    assertThat(lake.rows(LakeTables.REQUESTS_HOURLY)).isEqualTo(1);
    assertThat(lake.rows(LakeTables.LEDGER)).isEqualTo(1);
    assertSound();
  }

  @Test
  void anOldLogReadNowIsKeptFromNowOn() {
    lake.commit("old", 0, lake.noon(-300));
    day(10);
    assertThat(removed(LakeTables.EVENTS)).isZero();
    day(1);
    assertThat(removed(LakeTables.EVENTS)).isEqualTo(1);
    assertSound();
  }

  /** A host whose clock stands still: the same day gets new events every day. */
  @Test
  void neitherMergesNorLateEventsOfItsDayKeepARowForGood() {
    Instant stuck = lake.noon(-1000);
    for (int i = 0; i < 8; i++) {
      lake.commit("stuck", 0, stuck);
      merge();
      day(4);
      upkeep.retain(lake.instant(), false);
      upkeep.expire(lake.instant(), false);
    }
    assertThat(lake.rows(LakeTables.EVENTS)).as("of the last ten days").isEqualTo(2);
    assertThat(lake.rows(LakeTables.REQUESTS_HOURLY)).as("of the last twenty").isEqualTo(5);
    assertSound();
  }

  @Test
  void whenAFileWasCommittedIsKnownAfterItsSnapshotExpired() {
    lake.commit("a", 0, lake.noon(0));
    for (int i = 0; i < 10; i++) {
      day(1);
      lake.commit("b", 0, lake.noon(0));
      upkeep.expire(lake.instant(), false);
    }
    assertThat(removed(LakeTables.EVENTS)).isZero();
    day(1);
    upkeep.expire(lake.instant(), false);
    assertThat(removed(LakeTables.EVENTS)).isEqualTo(1);
    assertSound();
  }

  @Test
  void whereEveryStreamGoesOnOutlivesItsRows() {
    for (int i = 0; i < 5; i++) {
      lake.commit("ended" + i, 0, lake.noon(0));
      lake.commit("going", 1, lake.noon(0));
      day(1);
    }
    List<StreamHead> before = heads();
    day(40);
    lake.commit("going", 0, lake.noon(0));
    assertThat(removed(LakeTables.LEDGER)).as("all rows of the one that goes on").isEqualTo(5);
    assertThat(heads())
        .hasSize(6)
        .containsAll(before.stream().filter(RetentionTest::hasEnded).toList());
    assertThat(lake.files(LakeTables.LEDGER)).as("heads, and a day").hasSize(2);
    assertSound();

    day(40);
    lake.commit("ended3", 0, lake.noon(0));
    day(1);
    upkeep.retain(lake.instant(), false);
    assertThat(lake.rows(LakeTables.LEDGER)).isEqualTo(6);
    assertSound();
  }

  @Test
  void aStartGoesOnFromAStreamThatWasQuietForLonger() {
    lake.commit("quiet", 0, lake.noon(0));
    day(60);
    upkeep.retain(lake.instant(), false);
    upkeep.expire(lake.instant(), false);
    ResumePoint point = begin("run2");
    assertThat(point.heads()).extracting(StreamHead::stream).containsExactly("quiet");
    assertThat(point.heads()).extracting(StreamHead::offset).containsExactly(10L);
    assertSound();
  }

  @Test
  void aSourceWhosePlaceWasTakenDoesNotComeBackNorIsItForgotten() {
    lake.commit("a", 0, lake.noon(0));
    lake.adopt("shop");
    lake.commit("a", 0, lake.noon(0));
    lake.adopt("market");
    lake.commit("a", 0, lake.noon(0));
    day(40);
    upkeep.retain(lake.instant(), false);
    assertThat(lake.rows(LakeTables.LEDGER)).as("two adoptions, and the newest").isEqualTo(3);
    assertSound();
    lake.commit("a", 0, lake.noon(0));
    assertThat(heads()).extracting(StreamHead::source).containsExactly("market");
    assertSound();

    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    Succession known = Succession.at(ledger, lake.cut().ledgerSnapshot());
    assertThat(known.originOf("market")).isEqualTo("web");
    assertThat(known.successorOf("web").orElseThrow().to()).isEqualTo("shop");
  }

  @Test
  void aDryRunRemovesNothing() {
    lake.commit("a", 1, lake.noon(0));
    lake.commit("a", 1, lake.noon(0));
    day(30);
    Cut before = lake.cut();
    assertThat(upkeep.retain(lake.instant(), true))
        .extracting(TableUpkeep::rowsRemoved)
        .containsExactly(2L, 2L, 2L, 1L);
    assertThat(lake.cut()).isEqualTo(before);
    assertThat(RetainedFrom.of(lake.catalog.load(LakeTables.EVENTS))).isEqualTo(LocalDate.MIN);
  }

  @Test
  void aRemovalMakesNoCommitOfItsOwnAndTheJobGoesOn() {
    lake.commit("a", 0, lake.noon(0));
    day(11);
    lake.commit("a", 0, lake.noon(0));
    Cut before = lake.cut();
    upkeep.retain(lake.instant(), false);
    assertThat(lake.cut().commitId()).isEqualTo(before.commitId());
    assertThat(lake.cut().committedAt()).isEqualTo(before.committedAt());
    lake.commit("a", 0, lake.noon(0));
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(2);
    assertThat(Audit.at(lake.catalog, before).findings()).isEmpty();
    assertSound();
  }

  /** As a job does that was killed between the removal and the naming of the cut. */
  @Test
  void aRemovalThatTheLedgerDoesNotNameIsUndoneByAStartAndMadeAgain() {
    lake.commit("a", 0, lake.noon(0));
    day(11);
    Cut before = lake.cut();
    upkeep.retain(lake.instant(), false);
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    ledger.manageSnapshots().rollbackTo(before.ledgerSnapshot()).commit();
    begin("run2");
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(1);
    assertSound();
    assertThat(removed(LakeTables.EVENTS)).isEqualTo(1);
    assertSound();
  }

  @Test
  void whatIsMissingOfADayThatIsKeptIsFoundAllTheSame() {
    lake.commit("a", 1, lake.noon(0));
    day(11);
    lake.commit("a", 0, lake.noon(0), lake.noon(0));
    upkeep.retain(lake.instant(), false);
    Table events = lake.catalog.load(LakeTables.EVENTS);
    var delete = events.newDelete();
    lake.files(LakeTables.EVENTS).forEach(delete::deleteFile);
    for (String key : List.of(SnapshotKeys.PIPELINE, SnapshotKeys.SEQ, SnapshotKeys.COMMIT)) {
      delete.set(key, events.currentSnapshot().summary().get(key));
    }
    delete.commit();
    lake.commit("b", 0, lake.noon(0));

    String day = LocalDate.ofInstant(lake.instant(), ZoneOffset.UTC).toString();
    assertThat(Audit.at(lake.catalog, lake.cut()).findings())
        .extracting(Finding::sentence)
        .hasSize(2)
        .anyMatch(
            said -> said.equals("requests_hourly counts 3 requests on " + day + ", events holds 1"))
        .anyMatch(said -> said.contains("counts 3 rows in events since"));
    assertThat(deep()).anyMatch(said -> said.contains("counts 2 events in"));
  }

  private ResumePoint begin(String run) {
    return LakeStart.begin(lake.catalog, TestLake.PIPELINE, run, TestLake.QUICK);
  }

  @Test
  void whatIsErasedOfTheDaysThatAreLeftIsAccountedFor() {
    for (int i = 0; i < 6; i++) {
      lake.commit("a", 0, lake.noon(0), lake.noon(0));
      lake.commit("b", 1, lake.noon(0));
      day(5);
      upkeep.retain(lake.instant(), false);
    }
    long before = lake.rows(LakeTables.EVENTS);
    EraseRequest ofB = EraseRequest.parse(LakeTables.EVENTS.schema(), "stream = 'b'", List.of());
    assertThat(new Erase(lake.catalog).run(ofB).eventsErased()).isEqualTo(before / 3).isPositive();
    assertSound();
    day(8);
    assertThat(removed(LakeTables.LEDGER)).isPositive();
    assertSound();
  }

  /** An erasure writes their file anew, which is then merged with another. */
  @Test
  void rowsBesideOnesThatAreErasedAgainAndAgainGoWhenTheirDaysAreOver() {
    Instant noon = lake.noon(0);
    lake.commit("a", 0, noon, noon, noon, noon);
    lake.commit("b", 0, noon, noon);
    for (int erased = 0; erased < 3; erased++) {
      day(3);
      String which = "stream = 'a' and offset = " + 10 * erased;
      EraseRequest one = EraseRequest.parse(LakeTables.EVENTS.schema(), which, List.of());
      assertThat(new Erase(lake.catalog).run(one).eventsErased()).isEqualTo(1);
      upkeep.merge(EnumSet.allOf(LakeTables.class), false);
      upkeep.expire(lake.instant(), false);
    }
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(3);
    day(2);
    assertThat(removed(LakeTables.EVENTS)).isPositive();
    assertThat(lake.rows(LakeTables.EVENTS)).isZero();
    assertSound();
  }

  @Test
  void whenTheOtherEventsWereCommittedIsKnownAfterAnErasure() {
    lake.commit("a", 0, lake.noon(0));
    day(1);
    lake.commit("b", 0, lake.noon(0));
    day(5);
    EraseRequest ofB = EraseRequest.parse(LakeTables.EVENTS.schema(), "stream = 'b'", List.of());
    assertThat(new Erase(lake.catalog).run(ofB).eventsErased()).isEqualTo(1);
    day(5);
    assertThat(removed(LakeTables.EVENTS)).isEqualTo(1);
    assertSound();
  }

  /** The rows about it are of the commit's day; an event that a clock dated later stays longer. */
  @Test
  void whatWasErasedIsKnownAsLongAsOtherEventsOfThatCommitAreKept() {
    RetentionConfig alike =
        new RetentionConfig(
            Duration.ofDays(10),
            Duration.ofDays(10),
            Duration.ofDays(10),
            Duration.ofHours(1),
            Duration.ofDays(3));
    upkeep = new Upkeep(lake.catalog, new UpkeepTargets(2, false, 1_000, 1 << 20, 1_000, alike));
    lake.commit("a", 0, lake.noon(0), lake.noon(8));
    day(9);
    EraseRequest first = EraseRequest.parse(LakeTables.EVENTS.schema(), "offset = 0", List.of());
    assertThat(new Erase(lake.catalog).run(first).eventsErased()).isEqualTo(1);
    day(6);
    upkeep.retain(lake.instant(), false);
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(1);
    assertSound();
    EraseRequest rest = EraseRequest.parse(LakeTables.EVENTS.schema(), "offset > 0", List.of());
    assertThat(new Erase(lake.catalog).run(rest).eventsErased()).isEqualTo(1);
    assertSound();
  }

  private void day(int days) {
    lake.push(DAY.multipliedBy(days));
  }

  private long removed(LakeTables kind) {
    return upkeep.retain(lake.instant(), false).get(kind.ordinal()).rowsRemoved();
  }

  private void merge() {
    upkeep.merge(EnumSet.allOf(LakeTables.class), false);
  }

  private List<StreamHead> heads() {
    Cut cut = lake.cut();
    return new LedgerReader(lake.catalog.load(LakeTables.LEDGER), cut.ledgerSnapshot()).heads();
  }

  private static boolean hasEnded(StreamHead head) {
    return head.stream().startsWith("ended");
  }

  private void assertSound() {
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    assertThat(deep()).isEmpty();
  }

  private List<String> deep() {
    AuditScope deep = new AuditScope(Optional.empty(), Optional.empty(), true);
    return Audit.at(lake.catalog, lake.cut(), deep).findings().stream()
        .map(Finding::sentence)
        .toList();
  }
}
