package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.ChangingLake;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.Oracle;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that follows a lake through commits, late events, folds, erasures and rollbacks in any
 * order: its answers, at the newest cut and at recent ones, are those of the events.
 */
class StoreModelIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);

  @TempDir Path directory;

  @Test
  void answersAreThoseOfTheEventsWhateverHappensToTheLake() throws Exception {
    follow(System.nanoTime(), 12);
  }

  @Test
  @Tag("long")
  void answersStayThoseOfTheEventsForLong() throws Exception {
    follow(System.nanoTime(), 300);
  }

  private void follow(long seed, int steps) throws Exception {
    System.out.println("StoreModelIT seed " + seed);
    Random random = new Random(seed);
    try (ChangingLake lake = new ChangingLake(directory, seed);
        CutStore store = new CutStore(LIMITS)) {
      for (int step = 0; step < steps; step++) {
        String change = lake.change();
        LakeAtCut cut = lake.newest();
        store.load(cut);
        try (CutSession session = store.open().orElseThrow()) {
          check(session, lake.events(), random, "step " + step + ", " + change);
        }
        for (Map.Entry<LakeAtCut, List<Event>> earlier : lake.sinceLastLoss().entrySet()) {
          Optional<CutSession> recent = store.open(earlier.getKey());
          try (CutSession session = recent.orElseThrow()) {
            check(session, earlier.getValue(), random, "cut before step " + step);
          }
        }
      }
    }
  }

  private static void check(CutSession session, List<Event> events, Random random, String when)
      throws SQLException {
    for (int i = 0; i < 3; i++) {
      TimeRange range = ChangingLakeQuestions.range(random);
      ChangingLakeQuestions.Filter filter = ChangingLakeQuestions.filter(random);
      List<Dimension> by = ChangingLakeQuestions.dimensions(random);
      Facts facts =
          new Facts(
              session, range, RangeParts.of(range, EventExtent.of(session)), filter.filters());
      Oracle oracle = Oracle.of(events).between(range.from(), range.to()).where(filter.condition());
      ChangingLakeQuestions.same(facts, by, oracle, when + ", " + range + " " + by + " " + filter);
    }
  }
}
