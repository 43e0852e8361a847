package io.tailwater.queries.api;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Latencies of one group by bucket, added up in any order and read in ascending order. */
final class BucketSums {
  /** Latencies from a femtosecond to years: buckets beyond have room, but no place of their own. */
  private static final int USUAL = 1600;

  private int first;
  private long[] usual = new long[0];
  private final NavigableMap<Integer, Long> others = new TreeMap<>();

  void add(int bucket, long latencies) {
    if (Math.abs(bucket) > USUAL) {
      others.merge(bucket, latencies, Long::sum);
      return;
    }
    makeRoom(bucket, bucket);
    usual[bucket - first] += latencies;
  }

  /** Adds a stretch of two arrays: room is made once, so that adding is no more than that. */
  void add(int[] buckets, long[] latencies, int from, int to) {
    if (from == to) {
      return;
    }
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, buckets[i]);
      most = Math.max(most, buckets[i]);
    }
    if (least < -USUAL || most > USUAL) {
      for (int i = from; i < to; i++) {
        add(buckets[i], latencies[i]);
      }
      return;
    }
    makeRoom(least, most);
    long[] sums = usual;
    int base = first;
    for (int i = from; i < to; i++) {
      sums[buckets[i] - base] += latencies[i];
    }
  }

  private void makeRoom(int least, int most) {
    if (usual.length == 0) {
      first = least;
    }
    if (least < first) {
      long[] longer = new long[usual.length + first - least + 32];
      System.arraycopy(usual, 0, longer, longer.length - usual.length, usual.length);
      first += usual.length - longer.length;
      usual = longer;
    }
    if (most >= first + usual.length) {
      usual = Arrays.copyOf(usual, most - first + 64);
    }
  }

  /** Hands the buckets to a scan until it has seen enough. */
  void readBy(QuantileScan scan) {
    read(scan, others.headMap(-USUAL));
    for (int i = 0; i < usual.length && !scan.isDone(); i++) {
      if (usual[i] != 0) {
        scan.bucket(first + i, usual[i]);
      }
    }
    read(scan, others.tailMap(USUAL));
  }

  private static void read(QuantileScan scan, SortedMap<Integer, Long> some) {
    some.forEach(scan::bucket);
  }
}
