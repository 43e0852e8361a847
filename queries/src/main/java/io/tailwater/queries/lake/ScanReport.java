package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which data files an answer reads, of those that its tables have. A file that is read twice counts
 * once. For one thread.
 */
public final class ScanReport {
  private final Map<LakeTables, Set<String>> read = new EnumMap<>(LakeTables.class);

  /**
   * Files in sums.
   *
   * @param filesTotal data files of the tables that were read
   * @param bytesTotal their size
   * @param filesRead files that pruning left to read
   * @param bytesRead their size; columns that are not asked for are skipped within them
   * @param savedRatio share of the bytes that need not be read, 0 to 1
   */
  public record Amounts(
      long filesTotal, long bytesTotal, long filesRead, long bytesRead, double savedRatio) {}

  /** Takes down that files of a table are read. */
  void add(LakeTables table, Collection<String> files) {
    read.computeIfAbsent(table, t -> new TreeSet<>()).addAll(files);
  }

  /** What was read so far of a cut; empty when no table was. */
  public Optional<Amounts> of(LakeAtCut lake) {
    if (read.isEmpty()) {
      return Optional.empty();
    }
    long filesTotal = 0;
    long bytesTotal = 0;
    long filesRead = 0;
    long bytesRead = 0;
    for (Map.Entry<LakeTables, Set<String>> table : read.entrySet()) {
      Map<String, String> summary = lake.snapshot(table.getKey()).summary();
      filesTotal += Long.parseLong(summary.getOrDefault("total-data-files", "0"));
      bytesTotal += Long.parseLong(summary.getOrDefault("total-files-size", "0"));
      filesRead += table.getValue().size();
      for (String file : table.getValue()) {
        bytesRead += sizeOf(file);
      }
    }
    double saved = bytesTotal == 0 ? 0 : 1 - (double) bytesRead / bytesTotal;
    return Optional.of(new Amounts(filesTotal, bytesTotal, filesRead, bytesRead, saved));
  }

  /** Upkeep may remove a file once its rows are read; then it is of no size any more. */
  private static long sizeOf(String file) {
    try {
      Path path = Path.of(file);
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tell the size of " + file, e);
    }
  }
}
