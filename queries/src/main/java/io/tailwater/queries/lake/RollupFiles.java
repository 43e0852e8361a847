package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rollup files of each day, planned once: to plan for one day after the other looks at the list
 * of all commits each time.
 *
 * @param byDay by days since the epoch
 * @param rowsByDay how many rows they have together
 * @param ofAnyDay files that are not partitioned by day
 */
record RollupFiles(
    Map<Integer, List<String>> byDay, Map<Integer, Long> rowsByDay, List<String> ofAnyDay) {

  static RollupFiles of(LakeAtCut lake) {
    Map<Integer, List<String>> byDay = new HashMap<>();
    Map<Integer, Long> rowsByDay = new HashMap<>();
    List<String> ofAnyDay = new ArrayList<>();
    lake.forEachFile(
        LakeTables.REQUESTS_HOURLY,
        task -> {
          Integer day = RollupDays.dayOf(task);
          String path = DataPaths.local(task.file().location());
          if (day == null) {
            ofAnyDay.add(path);
          } else {
            byDay.computeIfAbsent(day, first -> new ArrayList<>()).add(path);
            rowsByDay.merge(day, task.file().recordCount(), Long::sum);
          }
        });
    // Plans come in any order, and a block is known by its files.
    byDay.values().forEach(Collections::sort);
    Collections.sort(ofAnyDay);
    return new RollupFiles(byDay, rowsByDay, ofAnyDay);
  }

  /**
   * The files that may have rows of a day.
   *
   * @param day its first hour, since the epoch
   */
  List<String> of(int day) {
    List<String> own = byDay.getOrDefault(Math.floorDiv(day, 24), List.of());
    if (ofAnyDay.isEmpty()) {
      return own;
    }
    List<String> all = new ArrayList<>(own);
    all.addAll(ofAnyDay);
    return all;
  }

  /**
   * How many rows the files that are of a day alone have.
   *
   * @param day its first hour, since the epoch
   */
  long rows(int day) {
    return rowsByDay.getOrDefault(Math.floorDiv(day, 24), 0L);
  }
}
