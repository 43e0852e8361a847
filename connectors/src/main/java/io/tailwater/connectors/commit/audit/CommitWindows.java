package io.tailwater.connectors.commit.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parts the commits into windows whose lines fit into memory at once. What it remembers of a commit
 * is one number.
 */
final class CommitWindows {
  private static final int PAGE = 1024;

  private final long room;
  private final Map<Long, long[]> pages = new HashMap<>();

  /**
   * Commits that follow each other.
   *
   * @param first number of the first
   * @param last number of the last
   */
  record Window(long first, long last) {}

  /**
   * @param room lines of a window; one commit with more is a window of its own
   */
  CommitWindows(long room) {
    this.room = room;
  }

  /** Adds what a ledger row takes: its lines, and a little for itself. */
  void take(LedgerLine line) {
    long[] page = pages.computeIfAbsent(Math.floorDiv(line.seq(), PAGE), p -> new long[PAGE]);
    page[Math.floorMod(line.seq(), PAGE)] +=
        Math.max(0, line.events()) + Math.max(0, line.rejects()) + 16;
  }

  /** The windows, in the order of their commits. */
  List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    long taken = 0;
    long first = -1;
    long last = -1;
    for (Map.Entry<Long, long[]> page : new TreeMap<>(pages).entrySet()) {
      for (int i = 0; i < PAGE; i++) {
        long lines = page.getValue()[i];
        if (lines > 0) {
          long seq = page.getKey() * PAGE + i;
          if (taken > 0 && taken + lines > room) {
            windows.add(new Window(first, last));
            taken = 0;
          }
          first = taken == 0 ? seq : first;
          last = seq;
          taken += lines;
        }
      }
    }
    if (taken > 0) {
      windows.add(new Window(first, last));
    }
    return windows;
  }
}
