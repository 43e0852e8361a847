package io.tailwater.connectors.commit.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.iceberg.DataFile;

/**
 * Chooses the files of each day that are to become one. Files of about one size are merged, once
 * there are as many as the targets ask for: so a row is written anew once for each time that its
 * file grows by that factor.
 */
final class SmallFiles {
  /** All are open at once. */
  private static final int MOST_FILES = 32;

  private final UpkeepTargets targets;
  private final ToIntFunction<DataFile> span;

  private record Kin(int day, int span) {}

  /**
   * @param span when a file was committed; only files of one such span of time are merged
   */
  SmallFiles(UpkeepTargets targets, ToIntFunction<DataFile> span) {
    this.targets = targets;
    this.span = span;
  }

  /**
   * Groups of as many files as the targets ask for, each of one day, oldest day first.
   *
   * @param files files of a table that is partitioned by day
   */
  List<List<DataFile>> groups(List<DataFile> files) {
    Map<Kin, List<DataFile>> days =
        new TreeMap<>(Comparator.comparingInt(Kin::day).thenComparingInt(Kin::span));
    for (DataFile file : files) {
      Kin kin = new Kin(file.partition().get(0, Integer.class), span.applyAsInt(file));
      days.computeIfAbsent(kin, k -> new ArrayList<>()).add(file);
    }
    List<List<DataFile>> groups = new ArrayList<>();
    days.values().forEach(ofDay -> addGroups(ofDay, groups));
    return groups;
  }

  private void addGroups(List<DataFile> ofDay, List<List<DataFile>> groups) {
    List<DataFile> smallest = new ArrayList<>(ofDay);
    smallest.removeIf(file -> file.fileSizeInBytes() >= targets.fullBytes() / 2);
    smallest.sort(Comparator.comparingLong(DataFile::fileSizeInBytes));
    List<DataFile> group = new ArrayList<>();
    long bytes = 0;
    for (DataFile file : smallest) {
      boolean full = bytes + file.fileSizeInBytes() > targets.fullBytes();
      boolean dwarfs =
          targets.sparing()
              && !group.isEmpty()
              && file.fileSizeInBytes() > 2 * bytes / group.size();
      if (full || dwarfs || group.size() == MOST_FILES) {
        addIfEnough(group, groups);
        group = new ArrayList<>();
        bytes = 0;
      }
      group.add(file);
      bytes += file.fileSizeInBytes();
    }
    addIfEnough(group, groups);
  }

  private void addIfEnough(List<DataFile> group, List<List<DataFile>> groups) {
    if (group.size() >= targets.filesToMerge()) {
      groups.add(group);
    }
  }
}
