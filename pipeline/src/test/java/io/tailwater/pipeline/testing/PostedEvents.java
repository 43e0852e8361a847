package io.tailwater.pipeline.testing;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * So many events, always the same, in the forms that a gateway takes.
 *
 * @param count how many
 */
public record PostedEvents(int count) {
  private static final long SEED = 7;
  private static final Instant START = Instant.parse("2026-11-26T20:00:00Z");
  private static final String[] METHODS = {"GET", "POST", "PUT"};
  private static final int[] STATUSES = {200, 204, 404, 500};

  private record Event(
      Instant ts, String method, int item, int status, int bytes, String latencyMs, int carts) {

    static Event of(int number) {
      SplittableRandom random = new SplittableRandom(SEED + number);
      return new Event(
          START.plusSeconds(random.nextInt(36_000)),
          METHODS[random.nextInt(METHODS.length)],
          random.nextInt(1_000),
          STATUSES[random.nextInt(STATUSES.length)],
          random.nextInt(100_000),
          random.nextInt(20) == 0 ? "0" : random.nextInt(2_000) + ".125",
          random.nextInt(5));
    }
  }

  /** One of them as JSON. */
  public String event(int number) {
    Event event = Event.of(number);
    return "{\"ts\":\"%s\",\"method\":\"%s\",\"path\":\"/shop/%d/item\",\"status\":%d,\"bytes\":%d,\"latency_ms\":%s,\"user_agent\":\"Mozilla/5.0 \\u00e9\",\"cart\":{\"items\":%d}}"
        .formatted(
            event.ts,
            event.method,
            event.item,
            event.status,
            event.bytes,
            event.latencyMs,
            event.carts);
  }

  /** Writes all of them to a file, a line each. */
  public Path write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        out.write(event(i));
        out.write('\n');
      }
    }
    return file;
  }

  /** Some of them as a JSON array. */
  public String array(int from, int to) {
    return "[" + join(from, to, ",\n ") + "]";
  }

  /** Some of them as lines. */
  public String lines(int from, int to) {
    return join(from, to, "\r\n");
  }

  /** Some of them as packed lines. */
  public byte[] gzip(int from, int to) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(join(from, to, "\n").getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** Some of them as CSV. */
  public String csv(int from, int to) {
    StringBuilder csv =
        new StringBuilder("ts,method,path,status,bytes,latency_ms,user_agent,cart.items\r\n");
    for (int i = from; i < to; i++) {
      Event event = Event.of(i);
      csv.append(event.ts)
          .append(',')
          .append(event.method)
          .append(",\"/shop/")
          .append(event.item)
          .append("/item\",")
          .append(event.status)
          .append(',')
          .append(event.bytes)
          .append(',')
          .append(event.latencyMs)
          .append(",\"Mozilla/5.0 \u00e9\",")
          .append(event.carts)
          .append("\r\n");
    }
    return csv.toString();
  }

  private String join(int from, int to, String between) {
    StringBuilder joined = new StringBuilder(event(from));
    for (int i = from + 1; i < to; i++) {
      joined.append(between).append(event(i));
    }
    return joined.toString();
  }
}
