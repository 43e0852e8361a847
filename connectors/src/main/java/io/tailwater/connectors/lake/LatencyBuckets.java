package io.tailwater.connectors.lake;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The law by which latencies are counted: a base-2 exponential histogram of fixed scale 5 over
 * seconds. These are the boundaries of OpenTelemetry's exponential histogram at scale 5 and of
 * Prometheus' native histogram at schema 5.
 *
 * <ul>
 *   <li>Bucket {@code i} holds the seconds {@code v} with {@code 2^(i/32) < v <= 2^((i+1)/32)}.
 *   <li>Zero has a count of its own; NaN, negative and infinite values are refused.
 *   <li>A bucket answers with the value whose relative error to either bound is the same: {@code
 *       lo·2b/(1+b)}, {@code b = 2^(1/32)}; no value of the bucket is further than {@code
 *       (b-1)/(b+1)}, that is 1.083 %, from it.
 *   <li>Counts of equal buckets add up: a merge is exact in any order.
 * </ul>
 */
public final class LatencyBuckets {
  /** Scale of the histogram: 2^5 buckets a power of two. It is a property of the table. */
  public static final int SCALE = 5;

  /** Buckets a power of two. */
  public static final int PER_OCTAVE = 1 << SCALE;

  /** Ratio of a bucket's upper to its lower bound. */
  public static final double BASE = Math.pow(2, 1.0 / PER_OCTAVE);

  /** Largest relative distance of a value from what its bucket answers: 0.010830…. */
  public static final double RELATIVE_ERROR = (BASE - 1) / (BASE + 1);

  /** More than a decimal loses by becoming a double, and by being multiplied, of itself. */
  private static final double TWO_ROUNDINGS = 0x1p-50;

  private static final double[] MANTISSA_BOUNDS = mantissaBounds();

  private static final int FRACTION_BITS = 52;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final long ONE = Double.doubleToRawLongBits(1.0);

  /** Slices of an octave by the first bits of the fraction: two bounds are further apart. */
  private static final int SLICE_BITS = 8;

  /** Of each slice of an octave, the first bound that is not below where it starts. */
  private static final byte[] FIRST_BOUND = firstBounds();

  private LatencyBuckets() {}

  /**
   * The bucket of a latency.
   *
   * @param seconds finite and greater than zero
   */
  public static int indexOf(double seconds) {
    if (!(seconds > 0) || seconds == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "A bucketed latency is finite and above 0 s, got " + seconds);
    }
    int exponent = Math.getExponent(seconds);
    if (exponent < Double.MIN_EXPONENT) {
      return (Double.MIN_EXPONENT * PER_OCTAVE) - 1;
    }
    long fraction = Double.doubleToRawLongBits(seconds) & FRACTION;
    int low = FIRST_BOUND[(int) (fraction >>> FRACTION_BITS - SLICE_BITS)];
    double mantissa = Double.longBitsToDouble(fraction | ONE);
    if (low < PER_OCTAVE && MANTISSA_BOUNDS[low] < mantissa) {
      low++;
    }
    return exponent * PER_OCTAVE + low - 1;
  }

  /** Lower bound of a bucket in seconds, not part of it. */
  public static double lowerBound(int index) {
    return Math.scalb(
        MANTISSA_BOUNDS[Math.floorMod(index, PER_OCTAVE)], Math.floorDiv(index, PER_OCTAVE));
  }

  /** Upper bound of a bucket in seconds, part of it. */
  public static double upperBound(int index) {
    return lowerBound(index + 1);
  }

  /** What a bucket answers, in seconds. */
  public static double value(int index) {
    return lowerBound(index) * 2 * BASE / (1 + BASE);
  }

  private static double[] mantissaBounds() {
    double[] bounds = new double[PER_OCTAVE];
    for (int i = 0; i < PER_OCTAVE; i++) {
      bounds[i] = Math.pow(2, (double) i / PER_OCTAVE);
    }
    return bounds;
  }

  private static byte[] firstBounds() {
    byte[] first = new byte[1 << SLICE_BITS];
    for (int slice = 0; slice < first.length; slice++) {
      double start = 1 + (double) slice / first.length;
      while (first[slice] < PER_OCTAVE && MANTISSA_BOUNDS[first[slice]] < start) {
        first[slice]++;
      }
    }
    return first;
  }

  /**
   * Which of some latencies in ascending order a quantile is: the ⌈qn⌉-th, at least the first. Of
   * the decimal that {@code q} is written as: in binary, 0.55 · 100 would be the 56th.
   *
   * @param q 0 to 1
   * @param count how many there are
   */
  public static long rank(double q, long count) {
    double product = q * count;
    if (Math.abs(product - Math.rint(product)) > product * TWO_ROUNDINGS) {
      return Math.max(1, (long) Math.ceil(product));
    }
    return BigDecimal.valueOf(q)
        .multiply(BigDecimal.valueOf(count))
        .setScale(0, RoundingMode.CEILING)
        .max(BigDecimal.ONE)
        .longValueExact();
  }
}
