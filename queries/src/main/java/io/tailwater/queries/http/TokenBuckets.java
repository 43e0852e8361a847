package io.tailwater.queries.http;

import java.util.HashMap;
import java.util.Map;

/**
 * A rate for each name. A bucket that is full again is the same as none, so it is forgotten; while
 * too many are not, new names share one. So memory is bounded, and nobody gets a fresh bucket by
 * coming under many names. Thread-safe.
 */
final class TokenBuckets {
  private static final double NANOS = 1e9;

  /** What is left, and when that was. */
  private record Bucket(double tokens, long atNanos) {}

  /**
   * Whether a name may.
   *
   * @param allowed whether it may
   * @param remaining how often more it may at once
   * @param secondsToNext time until it may again, 0 when it may now
   * @param secondsToFull time until its bucket is full
   */
  record Grant(boolean allowed, long remaining, double secondsToNext, double secondsToFull) {}

  private final double perSecond;
  private final double burst;
  private final int most;
  private final Map<String, Bucket> buckets = new HashMap<>();
  private long sweptNanos;

  /**
   * @param perSecond tokens that come a second, above 0
   * @param burst tokens of a full bucket, at least 1
   * @param most names that are told apart
   */
  TokenBuckets(double perSecond, double burst, int most) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.most = most;
  }

  /**
   * Takes a token if there is one.
   *
   * @param nowNanos of {@link System#nanoTime}
   */
  synchronized Grant take(String name, long nowNanos) {
    String known = buckets.containsKey(name) || hasRoom(nowNanos) ? name : "";
    double tokens = tokens(buckets.getOrDefault(known, new Bucket(burst, nowNanos)), nowNanos);
    boolean allowed = tokens >= 1;
    double left = allowed ? tokens - 1 : tokens;
    buckets.put(known, new Bucket(left, nowNanos));
    return new Grant(
        allowed, (long) left, left >= 1 ? 0 : (1 - left) / perSecond, (burst - left) / perSecond);
  }

  /** How many are remembered. */
  synchronized int size() {
    return buckets.size();
  }

  private boolean hasRoom(long nowNanos) {
    // Looking through all of them at each request would be what a flood of names is after.
    if (buckets.size() >= most && nowNanos - sweptNanos > NANOS / 10) {
      sweptNanos = nowNanos;
      buckets.values().removeIf(bucket -> tokens(bucket, nowNanos) >= burst);
    }
    return buckets.size() < most;
  }

  private double tokens(Bucket bucket, long nowNanos) {
    double since = Math.max(0, (nowNanos - bucket.atNanos) / NANOS);
    return Math.min(burst, bucket.tokens + since * perSecond);
  }
}
