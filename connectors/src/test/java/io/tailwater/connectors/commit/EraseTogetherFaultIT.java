package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two erasures that begin at the same time, each with a catalog of its own: of the same person or
 * of two, round after round.
 */
class EraseTogetherFaultIT {
  private static final int PEOPLE = 5;

  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private enum Where {
    /** Where the second one is kept off. */
    LOCAL,
    /** Where both go to work. */
    IN_STORE;

    TestLake open(Path warehouse) {
      return this == LOCAL ? TestLake.faulty(warehouse) : TestLake.inStore(warehouse);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachOfTwoAtOnceIsDoneOrSaysWhyNot(Where where) throws Exception {
    together(where, 5);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void eachOfTwoAtOnceIsDoneOrSaysWhyNotForManyRounds(Where where) throws Exception {
    together(where, 40);
  }

  private void together(Where where, int rounds) throws Exception {
    long seed = Long.getLong("erase.seed", System.nanoTime());
    System.out.println("erase.seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    int refused = 0;
    try (TestLake lake = where.open(warehouse);
        TestLake first = where.open(warehouse);
        TestLake second = where.open(warehouse)) {
      PeopleLake people = new PeopleLake(lake);
      lake.start("run1");
      LakeCoordinator coordinator = lake.coordinator("run1");
      for (int round = 1; round <= rounds; round++) {
        people.commit(coordinator, "run1", round, 1);
        String one = ofPerson(random.nextInt(PEOPLE));
        String other = random.nextInt(3) == 0 ? one : ofPerson(random.nextInt(PEOPLE));
        CountDownLatch latch = new CountDownLatch(2);
        List<CompletableFuture<String>> both =
            List.of(
                CompletableFuture.supplyAsync(() -> erase(first, one, latch), threads),
                CompletableFuture.supplyAsync(() -> erase(second, other, latch), threads));
        List<String> refusals = new ArrayList<>();
        for (CompletableFuture<String> erasing : both) {
          if (!erasing.get().isEmpty()) {
            refusals.add(erasing.get());
          }
        }
        String moment = "round " + round + ", refused: " + refusals;
        refused += refusals.size();
        if (where == Where.LOCAL) {
          assertThat(refusals).as(moment).hasSizeLessThan(2);
          assertThat(refusals).as(moment).allMatch(why -> why.startsWith("Another erase"));
        } else {
          assertThat(refusals).as(moment).allMatch(why -> why.contains("; erase the same again"));
        }
        assertThat(people.findings()).as(moment).isEmpty();
        people.erase(one);
        people.erase(other);
        assertThat(people.events().values()).as(moment).noneMatch(isOf(one)).noneMatch(isOf(other));
        assertThat(people.findings()).as(moment).isEmpty();
        assertThat(erasedByReceipts()).as(moment).isEqualTo(people.erased());
        assertThat(people.events().size() + people.erased()).isEqualTo(20L * round);
      }
    } finally {
      threads.shutdown();
    }
    System.out.println(refused + " of " + 2 * rounds + " refused, " + where);
  }

  private static String ofPerson(int person) {
    return "client_ip = '203.0.113." + person + "'";
  }

  private static Predicate<String> isOf(String request) {
    String person = request.replaceAll("[^0-9.]", "");
    return row -> row.contains(person + ",");
  }

  /** Why it was refused; empty when it was done. */
  private static String erase(TestLake lake, String where, CountDownLatch latch) {
    latch.countDown();
    try {
      latch.await();
      new PeopleLake(lake).erase(where);
      return "";
    } catch (IllegalStateException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** There is nothing else in their folder. */
  private long erasedByReceipts() throws IOException {
    try (Stream<Path> files = Files.list(warehouse.resolve("receipts"))) {
      long erased = 0;
      for (Path receipt : files.toList()) {
        assertThat(receipt.getFileName().toString()).matches("erase-[0-9TZ]+-[0-9a-f]{8}\\.json");
        erased += new ObjectMapper().readTree(receipt.toFile()).path("events_erased").asLong();
      }
      return erased;
    }
  }
}
