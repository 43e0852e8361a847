package io.tailwater.queries.lake;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Blocks of days that were asked for, the least recently used ones forgotten. A day's rows change
 * only with a load that touches the day, so a block is known by the day and the last such load, and
 * stays right over all the commits that do not touch it. Thread-safe.
 */
public final class DayBlocks {
  private final long mostBytes;
  private final LinkedHashMap<Name, DayBlock> blocks = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<List<Object>, Integer> numbers =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<List<Object>> members = Collections.synchronizedList(new ArrayList<>());

  /** What a dozen callers make at once would not fit, and would often be the same. */
  private final Semaphore making = new Semaphore(2, true);

  private long bytes;

  private record Name(BlockKind kind, int day, Object version) {}

  /** Makes what is not there, blocks above all. */
  interface Making<T> {
    T make() throws SQLException;
  }

  /**
   * @param mostBytes memory that blocks may take; one more than fits is kept while it is used
   */
  DayBlocks(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The words of a member. */
  public List<Object> words(int member) {
    return members.get(member);
  }

  /** The number of a member's words. */
  int number(List<Object> words) {
    Integer known = numbers.get(words);
    if (known != null) {
      return known;
    }
    synchronized (members) {
      return numbers.computeIfAbsent(
          words,
          first -> {
            members.add(first);
            return members.size() - 1;
          });
    }
  }

  /** Whether a block is there. */
  synchronized boolean has(BlockKind kind, int day, Object version) {
    return blocks.containsKey(new Name(kind, day, version));
  }

  /** The block, made if it is not there. */
  DayBlock of(BlockKind kind, int day, Object version, Making<DayBlock> step) throws SQLException {
    Name name = new Name(kind, day, version);
    DayBlock known = find(name);
    if (known != null) {
      return known;
    }
    return making(
        () -> {
          DayBlock madeMeanwhile = find(name);
          if (madeMeanwhile != null) {
            return madeMeanwhile;
          }
          DayBlock made = step.make();
          keep(kind, day, version, made);
          return made;
        });
  }

  /** Does it when few others make blocks. Not to be called from within a step. */
  <T> T making(Making<T> step) throws SQLException {
    making.acquireUninterruptibly();
    try {
      return step.make();
    } finally {
      making.release();
    }
  }

  /** Keeps a block, and forgets what then is too much. */
  synchronized void keep(BlockKind kind, int day, Object version, DayBlock made) {
    DayBlock before = blocks.put(new Name(kind, day, version), made);
    bytes += made.bytes() - (before == null ? 0 : before.bytes());
    var oldest = blocks.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= oldest.next().getValue().bytes();
      oldest.remove();
    }
  }

  private synchronized DayBlock find(Name name) {
    return blocks.get(name);
  }
}
