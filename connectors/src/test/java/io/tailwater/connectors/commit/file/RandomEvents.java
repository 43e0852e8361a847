package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.AttributesColumn;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Fills batches with random events and remembers what it put in, row by row. */
final class RandomEvents {
  static final long FIRST_DAY_MICROS = TimeUnit.DAYS.toMicros(16_572);

  final List<Map<String, Object>> rows = new ArrayList<>();
  private final Random random;
  private byte[] buffer = new byte[1 << 20];
  private int used;

  RandomEvents(long seed) {
    this.random = new Random(seed);
  }

  /** Fills the batch with rows of {@code days} days; the buffer of the last batch is used again. */
  void fill(EventColumns batch, int count, int days) {
    used = 0;
    batch.start("web", "access.log#1");
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = new HashMap<>();
      long ts = FIRST_DAY_MICROS + (long) (random.nextDouble() * days * 86_400_000_000L);
      int n = batch.addRow(ts, rows.size());
      row.put("ts", ts);
      row.put("offset", (long) rows.size());
      text(batch.service, n, row, "service", 4, 5);
      text(batch.method, n, row, "method", 6, 10);
      text(batch.endpoint, n, row, "endpoint", 300, 20);
      text(batch.clientIp, n, row, "client_ip", 5_000, 100);
      text(batch.path, n, row, "path", 100_000, 50);
      text(batch.query, n, row, "query", 50, 2);
      text(batch.requestId, n, row, "request_id", 1_000_000, 3);
      numbers(batch, n, row);
      attributes(batch.attributes, n, row);
      rows.add(row);
    }
  }

  private void numbers(EventColumns batch, int n, Map<String, Object> row) {
    if (random.nextInt(20) > 0) {
      batch.status.set(n, 200 + random.nextInt(300));
      row.put("status", batch.status.value(n));
    }
    if (random.nextInt(20) > 0) {
      batch.bytes.set(n, random.nextInt(30) == 0 ? random.nextLong() : random.nextInt(9_000));
      row.put("bytes", batch.bytes.value(n));
    }
    if (random.nextInt(50) == 0) {
      batch.part.set(n, random.nextInt(3));
      row.put("part", batch.part.value(n));
    }
    if (random.nextInt(3) > 0) {
      batch.latencyMs.set(n, random.nextDouble() * 1_000);
      row.put("latency_ms", batch.latencyMs.value(n));
    }
  }

  private void attributes(AttributesColumn column, int n, Map<String, Object> row) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String value = value(random.nextInt(40));
      if (map.put("key" + i, value) == null) {
        int start = put(value);
        column.add(n, column.keys().idOf("key" + i), buffer, start, used - start);
      }
    }
    if (!map.isEmpty()) {
      row.put("attributes", map);
    }
  }

  private void text(
      SliceColumn column,
      int n,
      Map<String, Object> row,
      String name,
      int distinct,
      int nullEvery) {
    if (random.nextInt(nullEvery) > 0) {
      String value = value(random.nextInt(distinct));
      int start = put(value);
      column.set(n, buffer, start, used - start);
      row.put(name, value);
    }
  }

  private void text(
      DictionaryColumn column,
      int n,
      Map<String, Object> row,
      String name,
      int distinct,
      int nullEvery) {
    if (random.nextInt(nullEvery) > 0) {
      String value = value(random.nextInt(distinct));
      int start = put(value);
      column.set(n, buffer, start, used - start);
      row.put(name, value);
    }
  }

  /** Number 0 is the empty string, 7 is long, the others hold what UTF-8 needs many bytes for. */
  private static String value(int number) {
    return number == 0 ? "" : number == 7 ? "x".repeat(5_000) : "/värde/€/" + number;
  }

  private int put(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (used + bytes.length > buffer.length) {
      // Rows of this batch still point into the old one.
      buffer = new byte[buffer.length];
      used = 0;
    }
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
    return used - bytes.length;
  }
}
