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
    if (usual.length == 0) {
      first = bucket;
    }
    if (bucket < first) {
      long[] longer = new long[usual.length + first - bucket + 32];
      System.arraycopy(usual, 0, longer, longer.length - usual.length, usual.length);
      first += usual.length - longer.length;
      usual = longer;
    } else if (bucket >= first + usual.length) {
      usual = Arrays.copyOf(usual, bucket - first + 64);
    }
    usual[bucket - first] += latencies;
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
