package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.LongRun.Figures;
import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.config.RetentionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With upkeep, tables stay as they are once retention has set in; without it, they grow. */
class LongRunIT {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF_DAY = Duration.ofHours(12);
  private static final int[] DAYS = {30, 90, 180, 365};

  @TempDir Path directory;

  @Test
  void withUpkeepTenDaysAreAsFive() {
    try (LongRun run = new LongRun(directory, 10, Optional.of(targets(2, 3, 1)))) {
      run.run(DAY.multipliedBy(5), DAY);
      Figures before = run.measure();
      run.run(DAY.multipliedBy(5), DAY);
      assertFlat(before, run.measure());
      assertSound(run);
    }
  }

  @Test
  void withoutUpkeepEightDaysAreTwiceFour() {
    try (LongRun run = new LongRun(directory, 8, Optional.empty())) {
      run.run(DAY.multipliedBy(4), HALF_DAY);
      Figures before = run.measure();
      run.run(DAY.multipliedBy(4), HALF_DAY);
      assertGrown(before, run.measure());
    }
  }

  /**
   * A commit a day, one an hour in the three days before figures are taken, and one a minute in the
   * last hour: what is older than a day keeps no trace of how often commits were made, save the
   * snapshot of each hour, here kept for two days. Events are kept for 30 days, rollups and ledger
   * for 60. What {@code long-run.at} names is run whenever figures are taken, with the day, the
   * warehouse and the time as arguments.
   */
  @Test
  @Tag("long")
  void withUpkeepAYearIsAsAQuarter() throws Exception {
    Path warehouse = place();
    List<Figures> figures = new ArrayList<>();
    try (LongRun run = new LongRun(warehouse, 365, Optional.of(targets(30, 60, 2)))) {
      for (int day : DAYS) {
        run.run(DAY.multipliedBy(day - 3 - run.day()), DAY);
        run.run(DAY.multipliedBy(3).minus(HOUR), HOUR);
        run.run(HOUR, Duration.ofMinutes(1));
        figures.add(run.measure());
        System.out.println("with upkeep " + figures.get(figures.size() - 1));
        answer(day, warehouse, run.lake.instant());
      }
      assertSound(run);
    }
    for (Figures later : figures.subList(2, 4)) {
      assertFlat(figures.get(1), later);
    }
  }

  @Test
  @Tag("long")
  void withoutUpkeepAYearIsTwelveMonths() {
    List<Figures> figures = new ArrayList<>();
    try (LongRun run = new LongRun(directory, 365, Optional.empty())) {
      for (int day : DAYS) {
        run.run(DAY.multipliedBy(day - run.day()), DAY);
        figures.add(run.measure());
        System.out.println("without upkeep " + figures.get(figures.size() - 1));
      }
    }
    assertGrown(figures.get(1), figures.get(2));
    assertGrown(figures.get(2), figures.get(3));
  }

  private static void assertFlat(Figures before, Figures after) {
    assertThat(after.files()).isLessThanOrEqualTo(before.files() * 11 / 10 + 2);
    assertThat(after.snapshots()).isLessThanOrEqualTo(before.snapshots() * 11 / 10 + 2);
    assertThat(after.manifests()).as("at most 26 a table").isLessThanOrEqualTo(4 * 26);
    assertThat(after.metadataBytes()).isLessThanOrEqualTo(before.metadataBytes() * 12 / 10);
    assertThat(after.filesOnDisk()).isLessThanOrEqualTo(before.filesOnDisk() * 12 / 10 + 20);
  }

  private static void assertGrown(Figures before, Figures after) {
    assertThat(after.files()).isGreaterThan(before.files() * 18 / 10);
    assertThat(after.snapshots()).isGreaterThan(before.snapshots() * 17 / 10);
    assertThat(after.metadataBytes()).isGreaterThan(before.metadataBytes() * 15 / 10);
    assertThat(after.filesOnDisk()).isGreaterThan(before.filesOnDisk() * 17 / 10);
  }

  private static void assertSound(LongRun run) {
    AuditScope deep = new AuditScope(Optional.empty(), Optional.empty(), true);
    assertThat(Audit.at(run.lake.catalog, run.lake.cut(), deep).findings()).isEmpty();
  }

  private Path place() throws Exception {
    String kept = System.getProperty("long-run.directory");
    return kept == null ? directory : Files.createDirectories(Path.of(kept));
  }

  private static void answer(int day, Path warehouse, Instant now) throws Exception {
    String program = System.getProperty("long-run.at");
    if (program != null) {
      Process process =
          new ProcessBuilder(program, "" + day, warehouse.toString(), now.toString())
              .inheritIO()
              .start();
      assertThat(process.waitFor()).isZero();
    }
  }

  /** Upkeep as a job does it. */
  private static UpkeepTargets targets(int eventDays, int rollupDays, int snapshotDays) {
    return UpkeepTargets.of(
        new RetentionConfig(
            DAY.multipliedBy(eventDays),
            DAY.multipliedBy(rollupDays),
            DAY.multipliedBy(Math.min(eventDays, 14)),
            HOUR,
            DAY.multipliedBy(snapshotDays)));
  }
}
