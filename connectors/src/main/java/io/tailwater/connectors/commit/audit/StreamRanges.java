package io.tailwater.connectors.commit.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The ranges of one stream in some commits, and the rows that were found of each. */
final class StreamRanges {
  private final List<RangeRows> ranges = new ArrayList<>();
  private final List<LedgerLine> erasures = new ArrayList<>();
  private final List<LedgerLine> replays = new ArrayList<>();
  private boolean sorted = true;

  void add(LedgerLine line) {
    if (line.isOfErasure()) {
      erasures.add(line);
    } else if (line.isOfReplay()) {
      replays.add(line);
      sorted = false;
    } else if (line.from() != line.to() || line.lines() != 0) {
      ranges.add(new RangeRows(line));
      sorted = false;
    }
  }

  /**
   * A row was found at an offset.
   *
   * @param part which part of a record it is; null for none
   * @return false when no range holds it
   */
  boolean found(long offset, Integer part, FoundRow row) {
    RangeRows range = rangeOf(offset);
    if (range == null) {
      return false;
    }
    range.found(offset, part, row);
    return true;
  }

  /** The range that holds an offset; null where there is none. */
  private RangeRows rangeOf(long offset) {
    sort();
    // The last one that begins at or before the offset: ranges that overlap are a finding anyway.
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).from() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 || !ranges.get(low - 1).holds(offset) ? null : ranges.get(low - 1);
  }

  /** Finds the ranges of which other rows were found than they count. */
  void compare(Findings findings, Retained retained) {
    sort();
    for (LedgerLine erasure : erasures) {
      RangeRows range = rangeOf(erasure.from());
      if (range != null) {
        range.erased(erasure.erased());
      }
    }
    ranges.forEach(range -> range.compare(findings, retained));
  }

  /** Where the first range begins; {@link Long#MAX_VALUE} without ranges. */
  long from() {
    return ranges.stream().mapToLong(RangeRows::from).min().orElse(Long.MAX_VALUE);
  }

  /** Where the last range ends; {@link Long#MIN_VALUE} without ranges. */
  long to() {
    return ranges.stream().mapToLong(RangeRows::to).max().orElse(Long.MIN_VALUE);
  }

  private void sort() {
    if (!sorted) {
      ranges.sort(Comparator.comparingLong(RangeRows::from).thenComparingLong(RangeRows::to));
      sorted = true;
      // How many rows there are to be is known before the first is found.
      for (LedgerLine replay : replays) {
        RangeRows range = rangeOf(replay.from());
        if (range != null) {
          range.replayed(replay);
        }
      }
      replays.clear();
    }
  }
}
