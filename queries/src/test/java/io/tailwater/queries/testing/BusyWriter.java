package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.LakeTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;

/**
 * Commits to a lake without a pause: events of now and late ones, in commits of many sizes, empty
 * ones among them, and now and then all rollups or all events rewritten as one file a day. It knows
 * what every commit must hold.
 */
public final class BusyWriter implements Runnable {
  private static final long DAY_SECONDS = 86_400;

  private final LakeFixture lake;
  private final Instant start;
  private final int days;
  private final Random random;
  private final RandomEvents traffic;
  private final List<Event> all = new ArrayList<>();
  private final Map<Long, List<Event>> bySeq = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /**
   * @param start midnight before the first event
   * @param days how many days the events are of
   */
  public BusyWriter(LakeFixture lake, Instant start, int days, long seed) {
    this.lake = lake;
    this.start = start;
    this.days = days;
    random = new Random(seed);
    traffic = new RandomEvents(seed);
  }

  /** All events up to a commit. */
  public Oracle at(long seq) {
    return new Oracle(bySeq.get(seq));
  }

  /** Ends after the commit that is being made. */
  public void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        commit();
      }
    } catch (Exception e) {
      throw new IllegalStateException("The writer failed after commit " + lake.seq(), e);
    }
  }

  /** One commit. Readers may see it before this returns, so what it holds is known before. */
  public void commit() throws Exception {
    int kind = random.nextInt(20);
    if (kind == 0 && !all.isEmpty()) {
      rewrite(LakeTables.REQUESTS_HOURLY, lake.files().deltas(LakeFixture.deltasOf(all)));
    } else if (kind == 1 && !all.isEmpty()) {
      rewrite(LakeTables.EVENTS, lake.files().events(all, 0));
    } else if (kind == 2) {
      expect(List.of());
      lake.commitNewestSnapshots();
    } else {
      List<Event> events = events();
      expect(events);
      lake.commit(events);
    }
  }

  private List<Event> events() {
    long now = Math.min(days * DAY_SECONDS - 1, 3600 + lake.seq() * 900 % (days * DAY_SECONDS));
    List<Event> events =
        new ArrayList<>(
            traffic.between(
                start.plusSeconds(now - 900), start.plusSeconds(now), 1 + random.nextInt(60)));
    if (random.nextInt(4) == 0) {
      events.addAll(
          traffic.between(start, start.plusSeconds(days * DAY_SECONDS), random.nextInt(20)));
    }
    return events;
  }

  private void expect(List<Event> added) {
    all.addAll(added);
    bySeq.put(lake.seq() + 1, List.copyOf(all));
  }

  /** As upkeep does: other files, the same rows, named by the next commit. */
  private void rewrite(LakeTables name, List<DataFile> files) {
    Table table = lake.lake().load(name);
    Set<DataFile> old =
        StreamSupport.stream(table.newScan().planFiles().spliterator(), false)
            .map(FileScanTask::file)
            .collect(Collectors.toSet());
    table.newRewrite().rewriteFiles(old, Set.copyOf(files)).commit();
    expect(List.of());
    lake.commitNewestSnapshots();
  }
}
