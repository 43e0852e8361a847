package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * A day in the life of a lake: commits of ordinary and late events, replays, erasures and folds in
 * random order. Each is one commit, and remembers what it did.
 */
final class RandomHistory {
  static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  private final LakeFixture lake;
  private final Random random;
  private final RandomEvents traffic;
  private final List<Step> steps = new ArrayList<>();
  private final List<Event> counted = new ArrayList<>();
  private Instant newest = DAY;
  private long offset = 1_000_000;

  /**
   * One commit.
   *
   * @param kind {@code read}, {@code replay}, {@code erase} or {@code fold}
   * @param events what it added or took
   * @param closedBefore the watermark before it
   */
  record Step(String kind, List<Event> events, Instant closedBefore) {
    boolean isLate(Event event) {
      return !closedBefore.isBefore(endOf(event));
    }
  }

  RandomHistory(LakeFixture lake, long seed) {
    this.lake = lake;
    random = new Random(seed);
    traffic = new RandomEvents(seed);
  }

  void live(int commits) throws SQLException {
    for (int i = 0; i < commits; i++) {
      switch (i < 3 ? 0 : random.nextInt(8)) {
        case 0, 1, 2 -> read(newest, newest.plus(Duration.ofMinutes(5 + random.nextInt(40))));
        case 3, 4 -> read(DAY, newest.plusSeconds(60));
        case 5 -> replay();
        case 6 -> erase();
        default -> fold();
      }
    }
  }

  /** Events that the commits after one, up to another, added or took. */
  long count(long after, long upTo, String kind, Predicate<Event> which) {
    return count(after, upTo, step -> step.kind().equals(kind) ? which : event -> false);
  }

  /** Events that came late. */
  long late(long after, long upTo, Predicate<Event> which) {
    return count(
        after, upTo, step -> step.kind().equals("read") ? which.and(step::isLate) : event -> false);
  }

  private interface Chosen {
    Predicate<Event> of(Step step);
  }

  private long count(long after, long upTo, Chosen chosen) {
    return steps.subList((int) after, (int) upTo).stream()
        .mapToLong(step -> step.events().stream().filter(chosen.of(step)).count())
        .sum();
  }

  private void read(Instant from, Instant to) throws SQLException {
    List<Event> events = traffic.between(from, to, 1 + random.nextInt(60));
    add("read", events);
    lake.commit(events);
    for (Event event : events) {
      newest = event.ts().isAfter(newest) ? event.ts() : newest;
    }
  }

  private void replay() throws SQLException {
    List<Event> events = traffic.between(DAY, newest.plusSeconds(60), 1 + random.nextInt(20));
    add("replay", events);
    bring(LakeTables.EVENTS, lake.files().events(events, offset));
    bring(LakeTables.REQUESTS_HOURLY, lake.files().deltas(LakeFixture.deltasOf(events)));
    offset += events.size();
    lake.commitLedger(
        row()
            + ", 'r' AS replay, 5 AS replayed, TIMESTAMPTZ '"
            + DAY
            + "' AS min_ts, TIMESTAMPTZ '"
            + newest.plusSeconds(60)
            + "' AS max_ts");
  }

  private void bring(LakeTables name, List<DataFile> files) {
    Table table = lake.lake().load(name);
    var append = table.newFastAppend();
    files.forEach(append::appendFile);
    append.set(SnapshotKeys.SEQ, Long.toString(lake.seq())).set(SnapshotKeys.REPLAY, "r").commit();
  }

  /** Takes some events of one hour, as if all were in one file; the rollups count them still. */
  private void erase() throws SQLException {
    List<Event> kept = new ArrayList<>(counted);
    steps.stream()
        .filter(step -> step.kind().equals("erase"))
        .forEach(step -> step.events().forEach(kept::remove));
    Instant end = endOf(kept.get(random.nextInt(kept.size())));
    List<Event> taken = kept.stream().filter(event -> endOf(event).equals(end)).limit(7).toList();
    add("erase", taken);
    taken.forEach(kept::remove);
    Table table = lake.lake().load(LakeTables.EVENTS);
    OverwriteFiles overwrite = table.newOverwrite();
    filesOf(table).forEach(overwrite::deleteFile);
    lake.files().events(kept, 0).forEach(overwrite::addFile);
    overwrite.set(SnapshotKeys.SEQ, Long.toString(lake.seq())).commit();
    lake.commitLedger(
        row()
            + ", 'e' AS erasure, "
            + taken.size()
            + " AS erased, TIMESTAMPTZ '"
            + end.minusSeconds(3600)
            + "' AS erased_hour");
  }

  private void fold() throws SQLException {
    add("fold", List.of());
    Table table = lake.lake().load(LakeTables.REQUESTS_HOURLY);
    Set<DataFile> merged = new HashSet<>(lake.files().deltas(LakeFixture.deltasOf(counted)));
    table
        .newRewrite()
        .rewriteFiles(filesOf(table), merged)
        .set(SnapshotKeys.SEQ, Long.toString(lake.seq()))
        .commit();
    lake.commitNewestSnapshots();
  }

  /** Forgets the snapshots of a table between the first and the last one. */
  void forgetBetween(LakeTables name) {
    Table table = lake.lake().load(name);
    List<Snapshot> all = new ArrayList<>();
    table.snapshots().forEach(all::add);
    all.sort((a, b) -> Long.compare(a.sequenceNumber(), b.sequenceNumber()));
    var expire = table.expireSnapshots().cleanExpiredFiles(false);
    all.subList(forgotten(), all.size() - 1)
        .forEach(snapshot -> expire.expireSnapshotId(snapshot.snapshotId()));
    expire.commit();
  }

  /** The first three commits are reads alone: each makes one snapshot of a table. */
  private static int forgotten() {
    return 4;
  }

  private void add(String kind, List<Event> events) {
    steps.add(new Step(kind, events, newest.minusSeconds(60)));
    if (!kind.equals("erase")) {
      counted.addAll(events);
    }
  }

  private String row() {
    return "SELECT "
        + (lake.seq() + 1)
        + " AS seq, TIMESTAMPTZ '2026-01-02 00:00:00+00' AS committed_at, 'web' AS source,"
        + " 's' AS stream, 0 AS from_offset, 0 AS to_offset, 0 AS end_offset, 0 AS lines,"
        + " 0 AS events, 0 AS rejects, 0 AS filtered, 0 AS lost, 0 AS late, 0 AS bytes";
  }

  private static Set<DataFile> filesOf(Table table) {
    Set<DataFile> files = new HashSet<>();
    for (FileScanTask task : table.newScan().planFiles()) {
      files.add(task.file());
    }
    return files;
  }

  private static Instant endOf(Event event) {
    return Instant.ofEpochSecond((event.ts().getEpochSecond() / 3600 + 1) * 3600);
  }
}
