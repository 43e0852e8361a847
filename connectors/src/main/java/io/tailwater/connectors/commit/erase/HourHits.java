package io.tailwater.connectors.commit.erase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Events that were found of one stream and hour. */
final class HourHits {
  private final List<Hit> hits = new ArrayList<>();
  private boolean sorted;

  /**
   * An event.
   *
   * @param offset its position in the stream
   * @param bytes its bytes, 0 for none known
   * @param latency whether it has one
   */
  record Hit(long offset, long bytes, boolean latency) {}

  /**
   * Some of them, added up.
   *
   * @param rows how many
   * @param bytes of all
   * @param latencies how many have a latency
   */
  record Sums(long rows, long bytes, long latencies) {}

  void add(Hit hit) {
    hits.add(hit);
    sorted = false;
  }

  void addAll(HourHits others) {
    hits.addAll(others.hits);
    sorted = false;
  }

  /** Those that lie in the half-open range. */
  Sums within(long from, long to) {
    if (!sorted) {
      hits.sort(Comparator.comparingLong(Hit::offset));
      sorted = true;
    }
    long bytes = 0;
    long latencies = 0;
    int first = firstFrom(from);
    int next = first;
    while (next < hits.size() && hits.get(next).offset < to) {
      bytes += hits.get(next).bytes;
      latencies += hits.get(next).latency ? 1 : 0;
      next++;
    }
    return new Sums(next - first, bytes, latencies);
  }

  private int firstFrom(long offset) {
    int low = 0;
    int high = hits.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hits.get(middle).offset < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
