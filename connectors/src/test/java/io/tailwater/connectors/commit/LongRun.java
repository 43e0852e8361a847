package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.upkeep.UpkeepRounds;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TableShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Days of commits at a pushed time, with the rounds of upkeep that a job would make or without. A
 * log is rotated daily, some lines are late, some are rejected, and now and then a crash leaves a
 * file behind.
 */
final class LongRun implements AutoCloseable {
  private static final Duration DAY = Duration.ofDays(1);

  final PushedLake lake;
  private final Path warehouse;
  private final Instant began;
  private final Optional<UpkeepRounds> rounds;
  private int commits;

  /**
   * What there is after some days.
   *
   * @param day how many
   * @param commits made so far
   * @param files data files of the newest cut
   * @param mostFilesPerDay of any table
   * @param snapshots of all tables
   * @param manifests of the newest cut
   * @param metadataBytes metadata of all tables
   * @param filesOnDisk files below the warehouse, whatever they are
   * @param planMillis time to find the files of the last ten days of events
   */
  record Figures(
      int day,
      int commits,
      long files,
      long mostFilesPerDay,
      long snapshots,
      long manifests,
      long metadataBytes,
      long filesOnDisk,
      double planMillis) {

    @Override
    public String toString() {
      return String.format(
          "| %d | %d | %d | %d | %d | %d | %d | %d | %.1f |",
          day,
          commits,
          files,
          mostFilesPerDay,
          snapshots,
          manifests,
          metadataBytes,
          filesOnDisk,
          planMillis);
    }
  }

  /**
   * @param days most days to come
   */
  LongRun(Path warehouse, int days, Optional<UpkeepTargets> upkeep) {
    this.warehouse = warehouse;
    this.began = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(days + 1L, ChronoUnit.DAYS);
    this.lake = new PushedLake(warehouse, began);
    this.rounds = upkeep.map(targets -> new UpkeepRounds(lake.catalog, targets, lake));
  }

  /** How many days are over. */
  int day() {
    return (int) Duration.between(began, lake.instant()).toDays();
  }

  /** Time goes on for so long, with a commit after each pause, and a round after each commit. */
  void run(Duration time, Duration pause) {
    Instant end = lake.instant().plus(time);
    while (lake.instant().isBefore(end)) {
      lake.push(pause);
      commit();
      rounds.ifPresent(UpkeepRounds::round);
    }
  }

  private void commit() {
    Instant now = lake.instant();
    commits++;
    Instant late = now.minus(commits % 5 == 0 ? DAY : Duration.ofMinutes(2));
    lake.commit("log" + day(), commits % 3 == 0 ? 1 : 0, late, now.minusSeconds(1), now);
    if (commits % 50 == 0) {
      leaveOrphan(now);
    }
  }

  private void leaveOrphan(Instant at) {
    try {
      Path orphan = warehouse.resolve("logs/events/data/orphan" + commits + ".parquet");
      Files.writeString(orphan, "left behind");
      Files.setLastModifiedTime(orphan, FileTime.from(at));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Figures measure() {
    long files = 0;
    long most = 0;
    long snapshots = 0;
    long manifests = 0;
    long metadata = 0;
    for (LakeTables kind : LakeTables.values()) {
      Table table = lake.catalog.load(kind);
      TableShape shape = TableShape.of(table, lake.cut().snapshotOf(kind));
      files += shape.files();
      most = Math.max(most, shape.mostFilesPerDay());
      manifests += shape.manifests();
      metadata += shape.metadataBytes();
      for (var snapshot : table.snapshots()) {
        snapshots++;
      }
    }
    return new Figures(
        day(), commits, files, most, snapshots, manifests, metadata, filesOnDisk(), planMillis());
  }

  /** The fastest of some: the others were disturbed. */
  private double planMillis() {
    long fastest = Long.MAX_VALUE;
    long from =
        TimeUnit.SECONDS.toMicros(lake.instant().minus(10, ChronoUnit.DAYS).getEpochSecond());
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      Table events = lake.catalog.load(LakeTables.EVENTS);
      try (var tasks =
          events.newScan().filter(Expressions.greaterThanOrEqual("ts", from)).planFiles()) {
        tasks.forEach(task -> task.file().location());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest / 1e6;
  }

  private long filesOnDisk() {
    try (Stream<Path> files = Files.walk(warehouse)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lake.close();
  }
}
