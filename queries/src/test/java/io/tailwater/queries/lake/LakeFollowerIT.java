package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.StoreReads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LakeFollowerIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private final RandomEvents random = new RandomEvents(7);
  private CutStore store;
  private Path warehouse;

  @BeforeEach
  void open() throws SQLException {
    store = new CutStore(new DuckDbLimits(256, 2, 100));
    warehouse = directory.resolve("lake");
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
  }

  @Test
  void waitsForALakeAndMakesNothingInItsPlace() throws Exception {
    try (LakeFollower follower = follower()) {
      assertThat(follower.poll()).isFalse();
      assertThat(follower.state().phase()).isEqualTo(FollowerState.Phase.WAITING);
      assertThat(warehouse).doesNotExist();

      try (LakeFixture lake = new LakeFixture(warehouse)) {
        lake.commit(events(10));
        assertThat(follower.poll()).isTrue();
      }
      assertThat(follower.state().phase()).isEqualTo(FollowerState.Phase.FOLLOWING);
      assertThat(seqInStore()).isEqualTo(1);
    }
  }

  @Test
  void loadsEachCommitOnceAndNothingWithoutNews() throws Exception {
    try (LakeFixture lake = new LakeFixture(warehouse);
        LakeFollower follower = follower()) {
      lake.commit(events(10));
      assertThat(follower.poll()).isTrue();
      assertThat(follower.poll()).isFalse();
      lake.commit(events(10));
      assertThat(follower.poll()).isTrue();

      assertThat(store.fullLoads()).isEqualTo(1);
      assertThat(seqInStore()).isEqualTo(2);
    }
  }

  @Test
  void seesNothingOfACommitWhoseLedgerRowIsMissing() throws Exception {
    try (LakeFixture lake = new LakeFixture(warehouse);
        LakeFollower follower = follower()) {
      lake.commit(events(10));
      follower.poll();
      lake.appendWithoutLedger(events(5));

      assertThat(follower.poll()).isFalse();
      assertThat(requests()).isEqualTo(10);
    }
  }

  @Test
  void staysAtTheOldCutWhileTheCatalogIsGoneAndGoesOnWhenItIsBack() throws Exception {
    Path catalog = LakeCatalog.databaseOf(LakeLocation.embedded(warehouse));
    Path aside = directory.resolve("aside.db");
    try (LakeFixture lake = new LakeFixture(warehouse);
        LakeFollower follower = follower()) {
      lake.commit(events(10));
      follower.poll();

      Files.move(catalog, aside);
      assertThat(follower.poll()).isFalse();
      assertThat(follower.state().phase()).isEqualTo(FollowerState.Phase.STALE);
      assertThat(follower.state().problem()).isPresent();
      assertThat(requests()).isEqualTo(10);

      Files.move(aside, catalog);
      lake.commit(events(5));
      assertThat(follower.poll()).isTrue();
      assertThat(follower.state().phase()).isEqualTo(FollowerState.Phase.FOLLOWING);
      assertThat(requests()).isEqualTo(15);
    }
  }

  @Test
  void aLakeMadeAnewInTheSamePlaceIsFollowed() throws Exception {
    try (LakeFollower follower = follower()) {
      try (LakeFixture first = new LakeFixture(warehouse)) {
        first.commit(events(10));
        first.commit(events(10));
        follower.poll();
      }
      Files.move(warehouse, directory.resolve("old"));
      try (LakeFixture second = new LakeFixture(warehouse)) {
        second.commit(events(3));
        assertThat(follower.poll()).isTrue();
      }
      assertThat(requests()).isEqualTo(3);
    }
  }

  @Test
  void brokenMetadataIsReportedAndTriedAgain() throws Exception {
    try (LakeFixture lake = new LakeFixture(warehouse);
        LakeFollower follower = follower()) {
      lake.commit(events(10));
      follower.poll();
      lake.commit(events(5));
      Path manifests = warehouse.resolve("logs/requests_hourly/metadata");
      List<Path> hidden = hide(manifests);

      assertThatThrownBy(follower::poll).isInstanceOf(RuntimeException.class);
      assertThat(requests()).isEqualTo(10);

      unhide(hidden);
      assertThat(follower.poll()).isTrue();
      assertThat(requests()).isEqualTo(15);
    }
  }

  @Test
  void answersNeverMixCutsWhileCommitsLand() throws Exception {
    int commits = 25;
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (LakeFixture lake = new LakeFixture(warehouse);
        LakeFollower follower = follower()) {
      lake.commit(events(10));
      follower.poll();
      follower.start();
      List<Future<Long>> reading = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        reading.add(readers.submit(() -> readUntil(commits)));
      }
      for (int seq = 2; seq <= commits; seq++) {
        lake.commit(events(10));
      }
      for (Future<Long> reader : reading) {
        assertThat(reader.get(40, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  /** Every commit of that test has ten events, so a cut's number tells its total. */
  private long readUntil(long lastSeq) throws SQLException {
    long reads = 0;
    long seq = 0;
    while (seq < lastSeq) {
      try (CutSession session = store.open().orElseThrow()) {
        seq = session.lake().cut().seq();
        assertThat(StoreReads.requests(session)).isEqualTo(10 * seq);
        String events = session.events(DAY, DAY.plusSeconds(2 * 86_400));
        assertThat(session.query(Sql.of("SELECT count(*) FROM " + events), r -> r.getLong(1)))
            .containsExactly(10 * seq);
        reads++;
      }
    }
    return reads;
  }

  private LakeFollower follower() {
    return new LakeFollower(LakeLocation.embedded(warehouse), store, cut -> {});
  }

  private List<Event> events(int count) {
    return random.between(DAY, DAY.plusSeconds(86_400), count);
  }

  private long seqInStore() {
    return store.current().orElseThrow().cut().seq();
  }

  private long requests() throws SQLException {
    try (CutSession session = store.open().orElseThrow()) {
      return StoreReads.requests(session);
    }
  }

  private static List<Path> hide(Path metadata) throws Exception {
    List<Path> hidden = new ArrayList<>();
    try (var files = Files.list(metadata)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".avro")).toList()) {
        hidden.add(Files.move(file, file.resolveSibling(file.getFileName() + ".hidden")));
      }
    }
    return hidden;
  }

  private static void unhide(List<Path> hidden) throws Exception {
    for (Path file : hidden) {
      Files.move(file, file.resolveSibling(file.getFileName().toString().replace(".hidden", "")));
    }
  }
}
