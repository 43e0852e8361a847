package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;

/**
 * Brings the lines of a slab back into the processor's cache before columns pick their slices out
 * of them. By the time a line's columns are written, a megabyte was parsed behind it. A lookup of a
 * slice then waits for memory, and alone, for all that it does next depends on those bytes; reading
 * one cache line after the other in order depends on nothing, so they come many at a time. Not
 * thread-safe.
 */
final class LinesAhead {
  private static final int CACHE_LINE = 64;

  /** Lines begin so many bytes, or fewer, before their path, and end so many behind it. */
  private static final int BEFORE = 4 * CACHE_LINE;

  private static final int BEHIND = 8 * CACHE_LINE;

  /** What is longer than this would not stay in the cache. */
  private static final int MOST = 1 << 18;

  /** Nobody asks for it, but without it the compiler would leave out the reading. */
  private int sum;

  /** Reads the bytes around the batch's rows {@code rows[from]} to {@code rows[to - 1]}. */
  void read(EventColumns batch, int[] rows, int from, int to) {
    SliceColumn path = batch.path;
    byte[] base = path.base(rows[from]);
    if (base == null || base != path.base(rows[to - 1])) {
      return;
    }
    int first = Math.max(0, path.start(rows[from]) - BEFORE);
    int end = Math.min(base.length, path.start(rows[to - 1]) + BEHIND);
    if (end - first <= MOST) {
      int all = 0;
      for (int i = first; i < end; i += CACHE_LINE) {
        all += base[i];
      }
      sum += all;
    }
  }
}
