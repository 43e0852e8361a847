package io.tailwater.connectors.lake;

import java.util.Arrays;

/**
 * Latencies of one series, counted by {@link LatencyBuckets}. Adding and merging are integer
 * additions, so the result does not depend on their order. Latencies are in milliseconds at the
 * surface and in seconds inside the law. Not thread-safe.
 *
 * <p>A job holds thousands of these and adds to them in no order. Counts of a few hundred buckets
 * each do not fit the processor's cache together, so a latency is only noted, two bytes behind
 * those before it; the counts are made when there is no more room for notes, or somebody asks. Most
 * sketches of a commit never have more than notes.
 */
public final class LatencySketch {
  private static final int FEWEST_NOTES = 16;
  private static final int MOST_NOTES = 256;

  /** Windows begin and end at multiples of so many buckets: a new extreme seldom moves one. */
  private static final int STEP = 16;

  private long count;
  private long zeros;
  private double sumMs;
  private double minMs = Double.POSITIVE_INFINITY;
  private double maxMs = Double.NEGATIVE_INFINITY;

  /**
   * Buckets that are not yet in the window; each fits 16 bits, from the least double to the most.
   */
  private short[] notes = new short[0];

  private int noted;

  /** Counts of buckets, the first of which is {@code first}. */
  private long[] window = new long[0];

  private int first;

  /**
   * Counts one latency.
   *
   * @param ms finite, zero or above
   */
  public void add(double ms) {
    if (!(ms >= 0) || ms == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("A latency is finite and at least 0 ms, got " + ms);
    }
    if (ms == 0) {
      zeros++;
    } else {
      if (noted == notes.length) {
        makeRoom();
      }
      notes[noted++] = (short) LatencyBuckets.indexOf(Math.max(ms / 1000, Double.MIN_VALUE));
    }
    count++;
    sumMs += ms;
    minMs = ms < minMs ? ms : minMs;
    maxMs = ms > maxMs ? ms : maxMs;
  }

  /**
   * Reads what {@link #add} will write to, so that a loop over many sketches waits for all of their
   * memory at once; what it returns means nothing.
   */
  public int ahead() {
    return noted < notes.length ? notes[noted] + (int) count : noted;
  }

  /** Adds the latencies of a delta. */
  public void merge(HourlyDelta delta) {
    if (delta.latencyCount() == 0) {
      return;
    }
    int[] buckets = delta.latencyBuckets();
    long[] counts = delta.latencyCounts();
    if (buckets.length > 0) {
      reach(buckets[0], buckets[buckets.length - 1]);
    }
    for (int i = 0; i < buckets.length; i++) {
      window[buckets[i] - first] += counts[i];
    }
    zeros += delta.latencyZeros();
    count += delta.latencyCount();
    sumMs += delta.latencySumMs();
    minMs = Math.min(minMs, delta.latencyMinMs());
    maxMs = Math.max(maxMs, delta.latencyMaxMs());
  }

  /** Forgets everything, keeping its memory. */
  public void clear() {
    Arrays.fill(window, 0);
    noted = 0;
    count = 0;
    zeros = 0;
    sumMs = 0;
    minMs = Double.POSITIVE_INFINITY;
    maxMs = Double.NEGATIVE_INFINITY;
  }

  /**
   * The ⌈qn⌉-th smallest latency in milliseconds, within {@link LatencyBuckets#RELATIVE_ERROR} of
   * the exact one.
   *
   * @param q 0 to 1
   * @throws IllegalStateException when nothing was counted
   */
  public double quantileMs(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("A quantile lies within 0 and 1, got " + q);
    }
    if (count == 0) {
      throw new IllegalStateException("No latency was counted, so there is no quantile");
    }
    long rank = LatencyBuckets.rank(q, count);
    long seen = zeros;
    if (rank <= seen) {
      return 0;
    }
    countNotes();
    for (int i = 0; i < window.length; i++) {
      seen += window[i];
      if (rank <= seen) {
        return Math.min(maxMs, Math.max(minMs, LatencyBuckets.value(first + i) * 1000));
      }
    }
    return maxMs;
  }

  public long count() {
    return count;
  }

  public long zeros() {
    return zeros;
  }

  public double sumMs() {
    return sumMs;
  }

  /** Smallest latency in milliseconds; null when nothing was counted. */
  public Double minMs() {
    return count == 0 ? null : (Double) minMs;
  }

  /** Largest latency in milliseconds; null when nothing was counted. */
  public Double maxMs() {
    return count == 0 ? null : (Double) maxMs;
  }

  /** Indexes of the buckets that hold something, ascending. */
  public int[] buckets() {
    int[] buckets = new int[filled()];
    for (int i = 0, n = 0; n < buckets.length; i++) {
      if (window[i] > 0) {
        buckets[n++] = first + i;
      }
    }
    return buckets;
  }

  /** Counts of {@link #buckets}, in their order. */
  public long[] counts() {
    long[] counts = new long[filled()];
    for (int i = 0, n = 0; n < counts.length; i++) {
      if (window[i] > 0) {
        counts[n++] = window[i];
      }
    }
    return counts;
  }

  private int filled() {
    countNotes();
    int filled = 0;
    for (long c : window) {
      if (c > 0) {
        filled++;
      }
    }
    return filled;
  }

  private void makeRoom() {
    if (noted < MOST_NOTES) {
      notes = Arrays.copyOf(notes, Math.max(FEWEST_NOTES, noted * 2));
    } else {
      countNotes();
    }
  }

  private void countNotes() {
    if (noted == 0) {
      return;
    }
    int low = notes[0];
    int high = notes[0];
    for (int i = 1; i < noted; i++) {
      low = Math.min(low, notes[i]);
      high = Math.max(high, notes[i]);
    }
    reach(low, high);
    for (int i = 0; i < noted; i++) {
      window[notes[i] - first]++;
    }
    noted = 0;
  }

  /** Makes the window cover the buckets from {@code low} to {@code high}. */
  private void reach(int low, int high) {
    boolean isNew = window.length == 0;
    int lowest = isNew ? low : Math.min(first, low);
    int highest = isNew ? high : Math.max(first + window.length - 1, high);
    int newFirst = Math.floorDiv(lowest, STEP) * STEP;
    int newEnd = (Math.floorDiv(highest, STEP) + 1) * STEP;
    if (newEnd - newFirst > window.length) {
      long[] wider = new long[newEnd - newFirst];
      System.arraycopy(window, 0, wider, isNew ? 0 : first - newFirst, window.length);
      first = newFirst;
      window = wider;
    }
  }
}
