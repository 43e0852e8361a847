package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * What was added to {@code requests_hourly} between two cuts, sorted by who added it and by what
 * was closed then. Rewrites add nothing.
 */
public final class RollupChanges {
  private RollupChanges() {}

  /**
   * Why rows were added.
   *
   * @param replay true of events that a replay has made of rejects
   * @param closedBefore hours that end at this time or before had been closed already; empty when
   *     none had
   */
  public record Cause(boolean replay, Optional<Instant> closedBefore) {}

  /** The rollups that may be of a range, as an expression for a FROM clause. */
  public static String at(LakeAtCut lake, Instant from, Instant to) {
    return relation(lake.files(LakeTables.REQUESTS_HOURLY, "hour", from, to));
  }

  /** The events that may be of a range, as an expression for a FROM clause. */
  public static String eventsAt(LakeAtCut lake, Instant from, Instant to) {
    return ParquetRelation.of(LakeTables.EVENTS.schema(), lake.eventFiles(from, to));
  }

  /**
   * The rows that were added, as expressions for a FROM clause; they may be of other times, too.
   *
   * @param older a cut of the same lake
   * @return empty when snapshots between the two are not kept any more
   */
  public static Optional<Map<Cause, String>> between(
      LakeAtCut older, LakeAtCut newer, Instant from, Instant to) {
    Table table = newer.table(LakeTables.REQUESTS_HOURLY);
    long first = older.cut().snapshotOf(LakeTables.REQUESTS_HOURLY);
    long last = newer.cut().snapshotOf(LakeTables.REQUESTS_HOURLY);
    if (!SnapshotUtil.isAncestorOf(table, last, first)) {
      return Optional.empty();
    }
    NavigableMap<Long, Instant> watermarks = watermarks(newer);
    Map<Cause, List<String>> files = new LinkedHashMap<>();
    for (Snapshot step : SnapshotUtil.ancestorsBetween(last, first, table::snapshot)) {
      if (DataOperations.APPEND.equals(step.operation())) {
        files
            .computeIfAbsent(cause(step, watermarks), cause -> new ArrayList<>())
            .addAll(added(table, step, from, to));
      }
    }
    Map<Cause, String> relations = new LinkedHashMap<>();
    files.forEach((cause, of) -> relations.put(cause, relation(of)));
    return Optional.of(relations);
  }

  private static Cause cause(Snapshot step, NavigableMap<Long, Instant> watermarks) {
    if (step.summary().containsKey(SnapshotKeys.REPLAY)) {
      return new Cause(true, Optional.empty());
    }
    Optional<Instant> before =
        Optional.ofNullable(step.summary().get(SnapshotKeys.SEQ))
            .map(seq -> watermarks.lowerEntry(Long.valueOf(seq)))
            .map(Map.Entry::getValue);
    return new Cause(false, before.map(time -> time.truncatedTo(ChronoUnit.HOURS)));
  }

  /** Those of the commits that are kept, by their numbers. */
  private static NavigableMap<Long, Instant> watermarks(LakeAtCut lake) {
    NavigableMap<Long, Instant> watermarks = new TreeMap<>();
    Table ledger = lake.table(LakeTables.LEDGER);
    for (Snapshot snapshot : Cut.newestFirst(ledger, lake.cut().ledgerSnapshot())) {
      Cut cut = Cut.of(snapshot);
      cut.watermark().ifPresent(time -> watermarks.putIfAbsent(cut.seq(), time));
    }
    return watermarks;
  }

  private static List<String> added(Table table, Snapshot step, Instant from, Instant to) {
    long firstDay = LocalDate.ofInstant(from, ZoneOffset.UTC).toEpochDay();
    long lastDay = LocalDate.ofInstant(to, ZoneOffset.UTC).toEpochDay();
    List<String> paths = new ArrayList<>();
    for (DataFile file : step.addedDataFiles(table.io())) {
      Integer day = file.partition().size() > 0 ? file.partition().get(0, Integer.class) : null;
      if (day == null || (day >= firstDay && day <= lastDay)) {
        paths.add(DataPaths.local(file.location()));
      }
    }
    return paths;
  }

  private static String relation(List<String> files) {
    return ParquetRelation.of(LakeTables.REQUESTS_HOURLY.schema(), files);
  }
}
