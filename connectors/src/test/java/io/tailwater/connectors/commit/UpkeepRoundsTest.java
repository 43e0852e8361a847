package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.upkeep.TableUpkeep;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepRounds;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TableShape;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepRoundsTest {
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final UpkeepTargets TARGETS =
      new UpkeepTargets(8, true, 1_000, 1 << 20, 1, TestLake.RETENTION);

  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private PushedLake lake;
  private UpkeepRounds rounds;

  @BeforeEach
  void open() {
    Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(500, ChronoUnit.DAYS);
    lake = new PushedLake(warehouse, from);
    rounds = new UpkeepRounds(lake.catalog, TARGETS, lake);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void aRoundOverALakeAtRestOpensNoTable() {
    commit(9);
    for (int i = 0; i < 3; i++) {
      round();
    }
    assertThat(lake.files(LakeTables.REJECTS)).hasSize(1);
    long opened = PushedCatalog.opened();
    round();
    assertThat(PushedCatalog.opened()).isEqualTo(opened);
    commit(1);
    round();
    assertThat(PushedCatalog.opened()).isGreaterThan(opened);
  }

  @Test
  void upkeepThatCannotKeepUpSaysSoUntilItHasCaughtUp() {
    commit(TableShape.FILES_A_DAY + 1);
    PushedCatalog.refuse(true);
    round();
    assertThat(rounds.behind())
        .hasValueSatisfying(what -> assertThat(what).contains("has 1 small"));
    PushedCatalog.refuse(false);
    round();
    assertThat(rounds.behind()).isEmpty();
  }

  @Test
  void daysThatAreOverGoByThemselves() {
    commit(1);
    lake.push(Duration.ofDays(15));
    round();
    assertThat(lake.rows(LakeTables.REJECTS)).isZero();
    commit(1);
    lake.push(Duration.ofDays(15));
    round();
    assertThat(lake.rows(LakeTables.REJECTS)).isZero();
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @Test
  void manifestsAreGatheredWhenTheyAreMany() {
    for (int day = 0; day < 26; day++) {
      commit(1);
      lake.push(Duration.ofDays(1));
    }
    Upkeep upkeep = new Upkeep(lake.catalog, TARGETS);
    List<TableUpkeep> merged = upkeep.merge(EnumSet.of(LakeTables.REJECTS), false);
    assertThat(merged).allMatch(TableUpkeep::isNone);
    Table rejects = lake.catalog.load(LakeTables.REJECTS);
    long named = lake.cut().snapshotOf(LakeTables.REJECTS);
    assertThat(rejects.snapshot(named).dataManifests(rejects.io())).hasSize(1);
    assertThat(lake.rows(LakeTables.REJECTS)).isEqualTo(26);
    commit(1);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  private void round() {
    lake.push(PAUSE);
    rounds.round();
  }

  private void commit(int commits) {
    for (int i = 0; i < commits; i++) {
      lake.commit("a", 1);
    }
  }
}
