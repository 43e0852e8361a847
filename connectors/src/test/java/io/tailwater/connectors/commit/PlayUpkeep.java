package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.erase.Erase;
import io.tailwater.connectors.commit.erase.EraseRequest;
import io.tailwater.connectors.commit.replay.RejectFilter;
import io.tailwater.connectors.commit.replay.RejectReplay;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/** What is done to the lake of a play beside its commits. */
final class PlayUpkeep {
  /** Nobody ends a commit while an erasure waits for that. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private PlayUpkeep() {}

  static void keepUp(TestLake lake) {
    merge(lake);
    upkeep(lake).expire(Instant.now().plus(Duration.ofDays(8)), false);
  }

  static void merge(TestLake lake) {
    upkeep(lake).merge(EnumSet.allOf(LakeTables.class), false);
  }

  static void retain(TestLake lake) {
    upkeep(lake).retain(PlayLines.BETWEEN, false);
  }

  static void erase(TestLake lake) {
    EraseRequest request =
        EraseRequest.parse(LakeTables.EVENTS.schema(), PlayLines.ERASED, List.of());
    new Erase(lake.catalog, PATIENCE).run(request);
  }

  static void replay(TestLake lake) {
    new RejectReplay(lake.catalog, RejectFilter.ALL, new EveryLinePasses(), PATIENCE).run();
  }

  private static Upkeep upkeep(TestLake lake) {
    return new Upkeep(lake.catalog, TestLake.TARGETS.mergingAll());
  }
}
