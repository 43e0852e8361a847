package io.tailwater.connectors.commit.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.iceberg.data.Record;

/**
 * Rows of {@code requests_hourly} in the order of their key, each key once: rows of the same key
 * are added up.
 */
final class SeriesFold implements Iterator<Record> {
  private final Iterator<Record> rows;
  private final Comparator<Record> key;
  private Record next;

  SeriesFold(Iterator<Record> rows, Comparator<Record> key) {
    this.rows = rows;
    this.key = key;
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Record next() {
    if (next == null) {
      throw new NoSuchElementException("All series were handed over");
    }
    Record sum = next;
    next = null;
    while (rows.hasNext() && next == null) {
      Record row = rows.next();
      if (key.compare(sum, row) == 0) {
        sum = sum(sum, row);
      } else {
        next = row;
      }
    }
    return sum;
  }

  private static Record sum(Record a, Record b) {
    Record sum = a.copy();
    for (String column : List.of("requests", "bytes", "latency_count", "latency_zeros")) {
      merge(sum, b, column, (Long x, Long y) -> Math.addExact(x, y));
    }
    merge(sum, b, "latency_sum_ms", (Double x, Double y) -> x + y);
    merge(sum, b, "latency_min_ms", (Double x, Double y) -> Math.min(x, y));
    merge(sum, b, "latency_max_ms", (Double x, Double y) -> Math.max(x, y));
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    addBuckets(buckets, a);
    addBuckets(buckets, b);
    sum.setField("latency_buckets", new ArrayList<>(buckets.keySet()));
    sum.setField("latency_counts", new ArrayList<>(buckets.values()));
    return sum;
  }

  /** Null is nothing, not zero. */
  @SuppressWarnings("unchecked")
  private static <V> void merge(Record sum, Record other, String column, BinaryOperator<V> add) {
    V mine = (V) sum.getField(column);
    V its = (V) other.getField(column);
    sum.setField(column, mine == null ? its : its == null ? mine : add.apply(mine, its));
  }

  @SuppressWarnings("unchecked")
  private static void addBuckets(SortedMap<Integer, Long> buckets, Record row) {
    List<Integer> indexes = (List<Integer>) row.getField("latency_buckets");
    List<Long> counts = (List<Long>) row.getField("latency_counts");
    for (int i = 0; i < indexes.size(); i++) {
      buckets.merge(indexes.get(i), counts.get(i), Math::addExact);
    }
  }
}
