package io.tailwater.queries.lake;

import java.util.stream.IntStream;

/**
 * Rollups of one day in plain arrays, each row the sums of an hour (or of the day) and a member.
 * Immutable, so it serves every thread. Reading one row after the other in the order of the arrays
 * is what makes questions over many days fast: no row object, no hash, no copy.
 *
 * @param hours hour since the epoch of each row
 * @param members number of each row's words, as {@link DayBlocks} gave it
 * @param counts requests, client errors, server errors, bytes, latencies and zeros of each row, one
 *     after the other
 * @param latencies sum, least and largest latency of each row in milliseconds, one after the other;
 *     the last two mean nothing where a row has no latency
 * @param begins where each row's buckets begin; one more than rows
 * @param buckets indexes of latency buckets, in no order within a row
 * @param amounts how many latencies are in each of them
 */
public record DayBlock(
    int[] hours,
    int[] members,
    long[] counts,
    double[] latencies,
    int[] begins,
    int[] buckets,
    long[] amounts) {
  /** Sums of a row in {@link #counts}. */
  public static final int COUNTS = 6;

  /** Sums of a row in {@link #latencies}. */
  public static final int LATENCIES = 3;

  private static final int BYTES_A_ROW = 8 + 8 * COUNTS + 8 * LATENCIES + 4;
  private static final int BYTES_A_BUCKET = 12;

  public int rows() {
    return hours.length;
  }

  /**
   * One day of several that were read together.
   *
   * @param day its first hour, since the epoch
   */
  DayBlock day(int day) {
    int[] rows =
        IntStream.range(0, rows()).filter(r -> hours[r] >= day && hours[r] < day + 24).toArray();
    int[] begin = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      begin[i + 1] = begin[i] + begins[rows[i] + 1] - begins[rows[i]];
    }
    DayBlock one =
        new DayBlock(
            IntStream.of(rows).map(r -> hours[r]).toArray(),
            IntStream.of(rows).map(r -> members[r]).toArray(),
            new long[COUNTS * rows.length],
            new double[LATENCIES * rows.length],
            begin,
            new int[begin[rows.length]],
            new long[begin[rows.length]]);
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      int length = begin[i + 1] - begin[i];
      System.arraycopy(counts, COUNTS * row, one.counts, COUNTS * i, COUNTS);
      System.arraycopy(latencies, LATENCIES * row, one.latencies, LATENCIES * i, LATENCIES);
      System.arraycopy(buckets, begins[row], one.buckets, begin[i], length);
      System.arraycopy(amounts, begins[row], one.amounts, begin[i], length);
    }
    return one;
  }

  /** About how much memory it takes. */
  long bytes() {
    return 200 + (long) BYTES_A_ROW * rows() + (long) BYTES_A_BUCKET * buckets.length;
  }
}
