package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An erasure that is stopped at any of its swaps, and erasures beside commits and upkeep. */
class EraseFaultIT extends OnFaultyLake {
  private PeopleLake people;

  @BeforeEach
  void open() {
    people = new PeopleLake(lake);
  }

  /** Events: replaced, manifests, expiry. Ledger: named twice, expiry. */
  private static List<Arguments> everySwapAndAfter() {
    List<Arguments> swaps = new ArrayList<>();
    for (LakeTables table : List.of(LakeTables.EVENTS, LakeTables.LEDGER)) {
      for (int swap = 0; swap < 3; swap++) {
        for (boolean landed : new boolean[] {false, true}) {
          for (After after : After.values()) {
            swaps.add(Arguments.of(table, swap, landed, after));
          }
        }
      }
    }
    return swaps;
  }

  /** One of each table, with what may follow; a death at any file is played elsewhere. */
  private static List<Arguments> someSwaps() {
    List<Arguments> all = everySwapAndAfter();
    return IntStream.of(11, 22).mapToObj(all::get).toList();
  }

  /** What happens between the end of one erasure and the next. */
  private enum After {
    NOTHING,
    A_COMMIT,
    A_START
  }

  @ParameterizedTest(name = "{0}, swap {1}, landed {2}, then {3}")
  @MethodSource("someSwaps")
  void whereverItEndsTheSameErasureAskedAgainGoesOn(
      LakeTables table, int swap, boolean landed, After after) throws IOException {
    endAndGoOn(table, swap, landed, after);
  }

  @ParameterizedTest(name = "{0}, swap {1}, landed {2}, then {3}")
  @MethodSource("everySwapAndAfter")
  @Tag("long")
  void whereverItEndsAndWhateverFollows(LakeTables table, int swap, boolean landed, After after)
      throws IOException {
    endAndGoOn(table, swap, landed, after);
  }

  private void endAndGoOn(LakeTables table, int swap, boolean landed, After after)
      throws IOException {
    people.commit(lake.coordinator("run1"), "run1", 1, 2);
    Map<String, String> left = withoutPerson(people.events());
    FaultyCatalog.set(Fail.killedAt(table.tableName(), swap, landed));
    assertThatThrownBy(() -> people.erase(PeopleLake.OF_PERSON)).isInstanceOf(Fail.Killed.class);
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    assertThat(people.findings()).isEmpty();

    int commits = 2;
    if (after == After.A_COMMIT) {
      people.commit(lake.coordinator("run1"), "run1", ++commits, 1);
    } else if (after == After.A_START) {
      lake.start("run2");
      people.commit(lake.coordinator("run2"), "run2", ++commits, 1);
    }
    assertThat(people.findings()).isEmpty();

    assertThat(people.erase(PeopleLake.OF_PERSON).eventsErased()).isEqualTo(commits * 4L);
    assertThat(people.events()).containsAllEntriesOf(left).hasSize(commits * 16);
    // Manifests that were written for a commit that never was belong to nobody.
    assertAllIsGone(table == LakeTables.EVENTS && swap == 0 && !landed);
    assertThat(people.erased()).isEqualTo(commits * 4L);
    assertThat(people.findings()).isEmpty();
  }

  /** A catalog out of reach that makes the swap all the same, right before the next one. */
  @Test
  void aReplacementThatLandsLateIsTheOneThatCounts() {
    people.commit(lake.coordinator("run1"), "run1", 1, 2);
    Map<String, String> left = withoutPerson(people.events());
    Deque<Runnable> late = new ArrayDeque<>();
    AtomicBoolean given = new AtomicBoolean();
    FaultyCatalog.set(
        swap -> {
          if (swap.table().equals(LakeTables.EVENTS.tableName())) {
            if (!given.getAndSet(true)) {
              late.add(swap.later());
              throw new CommitStateUnknownException("late", new RuntimeException("timed out"));
            }
            late.forEach(Runnable::run);
            late.clear();
          }
          swap.land();
        });
    assertThat(people.erase(PeopleLake.OF_PERSON).eventsErased()).isEqualTo(2 * 4);
    assertThat(people.events()).isEqualTo(left);
    assertThat(people.erased()).isEqualTo(2 * 4);
    people.commit(lake.coordinator("run1"), "run1", 3, 1);
    assertThat(people.findings()).isEmpty();
  }

  @Test
  void commitsAndUpkeepBesideErasuresGoThrough() throws Exception {
    besideErasures(10);
  }

  @Test
  @Tag("long")
  void fourHundredCommitsBesideErasuresGoThrough() throws Exception {
    besideErasures(400);
  }

  private void besideErasures(int commits) throws Exception {
    LakeCoordinator coordinator = lake.coordinator("run1");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (TestLake upkept = TestLake.faulty(warehouse);
        TestLake erased = TestLake.faulty(warehouse)) {
      CompletableFuture<Void> committing =
          CompletableFuture.runAsync(() -> people.commit(coordinator, "run1", 1, commits), threads);
      CompletableFuture<Void> upkeep =
          CompletableFuture.runAsync(() -> upkeepUntil(committing, upkept), threads);
      PeopleLake erasing = new PeopleLake(erased);
      int erasures = 0;
      while (!committing.isDone()) {
        erasing.erase(PeopleLake.OF_PERSON);
        erasures++;
      }
      committing.get();
      upkeep.get();
      System.out.println(erasures + " erasures beside " + commits + " commits");
    } finally {
      threads.shutdown();
    }
    people.erase(PeopleLake.OF_PERSON);
    assertThat(lake.cut().seq()).isEqualTo(commits);
    assertThat(people.events()).hasSize(commits * 16);
    assertThat(people.erased()).isEqualTo(commits * 4L);
    assertThat(people.findings()).isEmpty();
    assertThat(new EventsOnDisk(warehouse).values("client_ip")).doesNotContain(PeopleLake.PERSON);
  }

  private static void upkeepUntil(CompletableFuture<Void> committed, TestLake lake) {
    Upkeep upkeep = new Upkeep(lake.catalog, TestLake.TARGETS);
    while (!committed.isDone()) {
      try {
        upkeep.merge(EnumSet.allOf(LakeTables.class), false);
        upkeep.expire(Instant.now(), false);
      } catch (NotFoundException | IllegalArgumentException e) {
        // A file or a snapshot that was to be read is erased: the next round begins anew.
        System.out.println("upkeep: " + e.getMessage());
      }
    }
  }

  private static Map<String, String> withoutPerson(Map<String, String> rows) {
    Map<String, String> left = new TreeMap<>(rows);
    left.values().removeIf(row -> row.contains(PeopleLake.PERSON + ","));
    return left;
  }

  /** Also from what the first one left behind; and there is one receipt, of both. */
  private void assertAllIsGone(boolean manifestsLeftBehind) throws IOException {
    EventsOnDisk disk = new EventsOnDisk(warehouse);
    assertThat(disk.values("client_ip")).doesNotContain(PeopleLake.PERSON);
    assertThat(disk.manifestsTellOf(PeopleLake.PERSON)).isEqualTo(manifestsLeftBehind);
    assertThat(lake.catalog.load(LakeTables.EVENTS).snapshots()).hasSize(1);
    try (Stream<Path> receipts = Files.list(warehouse.resolve("receipts"))) {
      assertThat(receipts.map(file -> file.getFileName().toString()))
          .singleElement()
          .asString()
          .matches("erase-[0-9TZ]+-[0-9a-f]{8}\\.json");
    }
  }
}
