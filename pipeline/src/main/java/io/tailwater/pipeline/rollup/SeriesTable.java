package io.tailwater.pipeline.rollup;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LatencySketch;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Counts events by hour and series without making an object per event.
 *
 * <p>A series is six numbers: the dictionary ids of service, endpoint, method, region and client
 * class, and the status. The table is open addressing over one flat {@code int} array, so a lookup
 * is a hash of six numbers and, nearly always, one comparison of a cache line. Latency sketches are
 * made only for series that have latencies. Strings come in at {@link #drain}, once a series.
 *
 * <p>Dictionary ids mean something only beside their dictionaries: all batches between two drains
 * must come from the same {@link EventColumns}. Not thread-safe.
 */
public final class SeriesTable {
  /** hour, service, endpoint, method, region, client class, status, whether there is a status. */
  private static final int STRIDE = 8;

  /** Rows that are looked up, and then counted, together: so that they wait for memory together. */
  private static final int SLAB = 256;

  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  private int[] slots = new int[1024];
  private int[] keys = new int[256 * STRIDE];
  private long[] requests = new long[256];
  private long[] bytes = new long[256];
  private LatencySketch[] latencies = new LatencySketch[256];
  private int size;

  private final int[] hashes = new int[SLAB];
  private final int[] entries = new int[SLAB];

  /** Nobody reads it; written, so that reading ahead is not left out. */
  private int ahead;

  /** How many hours of series are held. */
  int size() {
    return size;
  }

  /** Counts all rows of a batch. */
  public void add(EventColumns events) {
    for (int from = 0; from < events.rows(); from += SLAB) {
      int rows = Math.min(SLAB, events.rows() - from);
      find(events, from, rows);
      count(events, from, rows);
    }
  }

  /** Where each row is counted. */
  private void find(EventColumns events, int from, int rows) {
    for (int i = 0; i < rows; i++) {
      hashes[i] = hash(events, from + i);
    }
    int mask = slots.length - 1;
    for (int i = 0; i < rows; i++) {
      entries[i] = slots[hashes[i] & mask];
    }
    for (int i = 0; i < rows; i++) {
      int first = entries[i] - 1;
      entries[i] =
          first >= 0 && isAt(first, events, from + i) ? first : search(events, from + i, hashes[i]);
    }
  }

  private void count(EventColumns events, int from, int rows) {
    for (int i = 0; i < rows; i++) {
      requests[entries[i]]++;
    }
    for (int i = 0; i < rows; i++) {
      if (!events.bytes.isNull(from + i)) {
        bytes[entries[i]] += events.bytes.value(from + i);
      }
    }
    int touched = 0;
    for (int i = 0; i < rows; i++) {
      LatencySketch latency = latencies[entries[i]];
      touched += latency == null ? 0 : latency.ahead();
    }
    ahead = touched;
    for (int i = 0; i < rows; i++) {
      if (!events.latencyMs.isNull(from + i)) {
        LatencySketch latency = latencies[entries[i]];
        if (latency == null) {
          latency = latencies[entries[i]] = new LatencySketch();
        }
        latency.add(events.latencyMs.value(from + i));
      }
    }
  }

  /** Hands out every series as a delta and forgets it. */
  public void drain(EventColumns names, Consumer<HourlyDelta> out) {
    for (int entry = 0; entry < size; entry++) {
      out.accept(delta(names, entry));
    }
    Arrays.fill(slots, 0);
    Arrays.fill(requests, 0, size, 0);
    Arrays.fill(bytes, 0, size, 0);
    Arrays.fill(latencies, 0, size, null);
    size = 0;
  }

  private HourlyDelta delta(EventColumns names, int entry) {
    int key = entry * STRIDE;
    LatencySketch latency = latencies[entry] == null ? new LatencySketch() : latencies[entry];
    return HourlyDelta.of(
        keys[key],
        names.service.dictionary().string(keys[key + 1]),
        names.endpoint.dictionary().string(keys[key + 2]),
        names.method.dictionary().string(keys[key + 3]),
        keys[key + 7] == 1 ? keys[key + 6] : null,
        names.region.dictionary().string(keys[key + 4]),
        names.clientClass.dictionary().string(keys[key + 5]),
        requests[entry],
        bytes[entry],
        latency);
  }

  private int search(EventColumns events, int row, int hash) {
    int mask = slots.length - 1;
    for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      if (isAt(slots[slot] - 1, events, row)) {
        return slots[slot] - 1;
      }
    }
    grow();
    int entry = size++;
    int key = entry * STRIDE;
    keys[key] = hour(events, row);
    keys[key + 1] = events.service.id(row);
    keys[key + 2] = events.endpoint.id(row);
    keys[key + 3] = events.method.id(row);
    keys[key + 4] = events.region.id(row);
    keys[key + 5] = events.clientClass.id(row);
    keys[key + 6] = status(events, row);
    keys[key + 7] = events.status.isNull(row) ? 0 : 1;
    occupy(entry);
    return entry;
  }

  private boolean isAt(int entry, EventColumns events, int row) {
    int key = entry * STRIDE;
    return keys[key] == hour(events, row)
        && keys[key + 1] == events.service.id(row)
        && keys[key + 2] == events.endpoint.id(row)
        && keys[key + 3] == events.method.id(row)
        && keys[key + 4] == events.region.id(row)
        && keys[key + 5] == events.clientClass.id(row)
        && keys[key + 6] == status(events, row)
        && keys[key + 7] == (events.status.isNull(row) ? 0 : 1);
  }

  private static int hour(EventColumns events, int row) {
    return Math.toIntExact(Math.floorDiv(events.tsMicros(row), MICROS_PER_HOUR));
  }

  private static int status(EventColumns events, int row) {
    return events.status.isNull(row) ? 0 : events.status.value(row);
  }

  private void grow() {
    if (size == requests.length) {
      int capacity = size * 2;
      keys = Arrays.copyOf(keys, capacity * STRIDE);
      requests = Arrays.copyOf(requests, capacity);
      bytes = Arrays.copyOf(bytes, capacity);
      latencies = Arrays.copyOf(latencies, capacity);
    }
    if ((size + 1) * 2 > slots.length) {
      slots = new int[slots.length * 2];
      for (int entry = 0; entry < size; entry++) {
        occupy(entry);
      }
    }
  }

  private void occupy(int entry) {
    int key = entry * STRIDE;
    int mask = slots.length - 1;
    int slot =
        hash(
                keys[key],
                keys[key + 1],
                keys[key + 2],
                keys[key + 3],
                keys[key + 4],
                keys[key + 5],
                keys[key + 6])
            & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry + 1;
  }

  private static int hash(EventColumns events, int row) {
    return hash(
        hour(events, row),
        events.service.id(row),
        events.endpoint.id(row),
        events.method.id(row),
        events.region.id(row),
        events.clientClass.id(row),
        status(events, row));
  }

  private static int hash(int a, int b, int c, int d, int e, int f, int g) {
    int hash = a;
    hash = hash * 31 + b;
    hash = hash * 0x01000193 + c;
    hash = hash * 31 + d;
    hash = hash * 31 + e;
    hash = hash * 31 + f;
    hash = hash * 0x01000193 + g;
    hash ^= hash >>> 16;
    hash *= 0x85EBCA6B;
    return hash ^ hash >>> 13;
  }
}
