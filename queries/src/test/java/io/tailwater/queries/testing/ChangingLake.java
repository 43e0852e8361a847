package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;

/** A lake to which things happen at random, and the events that it has then. */
public final class ChangingLake implements AutoCloseable {
  /** Before every event. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** After every event. */
  public static final Instant END = START.plus(Duration.ofDays(5));

  private final LakeFixture lake;
  private final RandomEvents traffic;
  private final Random random;
  private final Map<LakeAtCut, List<Event>> sinceLastLoss = new LinkedHashMap<>();
  private List<Event> events = new ArrayList<>();
  private Instant clock = START;

  public ChangingLake(Path directory, long seed) throws SQLException {
    lake = new LakeFixture(directory);
    traffic = new RandomEvents(seed);
    random = new Random(seed);
  }

  /** What the newest cut has. */
  public List<Event> events() {
    return events;
  }

  public LakeAtCut newest() {
    return LakeAtCut.newest(lake.lake()).orElseThrow();
  }

  /** Earlier cuts, as far as nothing was taken from the lake since, with what they had. */
  public Map<LakeAtCut, List<Event>> sinceLastLoss() {
    return sinceLastLoss;
  }

  /** Lets something happen and names it. */
  public String change() throws SQLException {
    int dice = events.isEmpty() ? 0 : random.nextInt(10);
    if (dice < 5) {
      Instant until = clock.plus(Duration.ofHours(random.nextInt(20)));
      until = until.isAfter(END) ? END : until;
      commit(clock.equals(until) ? START : clock, until);
      clock = until;
      return remembered("commit");
    }
    if (dice < 7) {
      commit(START, clock.plusSeconds(1));
      return remembered("late events");
    }
    if (dice < 8) {
      replaceAll(LakeTables.REQUESTS_HOURLY, deltas(), false);
      lake.commitNewestSnapshots();
      return remembered("fold");
    }
    if (dice < 9) {
      String endpoint = events.get(random.nextInt(events.size())).endpoint();
      events =
          new ArrayList<>(
              events.stream()
                  .filter(e -> !java.util.Objects.equals(e.endpoint(), endpoint))
                  .toList());
      replaceAll(LakeTables.REQUESTS_HOURLY, deltas(), true);
      replaceAll(LakeTables.EVENTS, lake.files().events(events, 0), true);
      lake.commitNewestSnapshots();
      sinceLastLoss.clear();
      return remembered("erasure of " + endpoint);
    }
    rollBack();
    return remembered("rollback");
  }

  @Override
  public void close() throws SQLException {
    lake.close();
  }

  private String remembered(String change) {
    sinceLastLoss.put(newest(), List.copyOf(events));
    return change;
  }

  private void commit(Instant from, Instant to) throws SQLException {
    List<Event> more = traffic.between(from, to.isAfter(from) ? to : END, random.nextInt(200));
    lake.commit(more);
    events = new ArrayList<>(events);
    events.addAll(more);
  }

  private List<DataFile> deltas() throws SQLException {
    return lake.files().deltas(LakeFixture.deltasOf(events));
  }

  /** Back to the oldest cut that nothing was taken from since. */
  private void rollBack() {
    Map.Entry<LakeAtCut, List<Event>> oldest = sinceLastLoss.entrySet().iterator().next();
    Cut cut = oldest.getKey().cut();
    for (LakeTables table : LakeTables.values()) {
      lake.lake().load(table).manageSnapshots().rollbackTo(cut.snapshotOf(table)).commit();
    }
    events = new ArrayList<>(oldest.getValue());
    sinceLastLoss.clear();
  }

  private void replaceAll(LakeTables name, List<DataFile> files, boolean loses) {
    Table table = lake.lake().load(name);
    Set<DataFile> old = new HashSet<>();
    table.newScan().planFiles().forEach(task -> old.add(task.file()));
    if (loses) {
      OverwriteFiles overwrite = table.newOverwrite();
      old.forEach(overwrite::deleteFile);
      files.forEach(overwrite::addFile);
      overwrite.commit();
    } else if (!old.isEmpty()) {
      table.newRewrite().rewriteFiles(old, Set.copyOf(files)).commit();
    }
  }
}
