package io.tailwater.pipeline.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.stream.LineBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Times JSON lines from bytes to fields and to columns beside Jackson's tree of the same bytes, in
 * turns, and prints the best of each in nanoseconds of CPU a line. Run by hand: {@code main} with
 * the number of rounds.
 */
final class JsonTiming {
  private static final int LINES = 50_000;
  private static final int BATCH_BYTES = 1 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private JsonTiming() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    List<LineBatch> batches = batches();
    long bytes = batches.stream().mapToLong(LineBatch::length).sum();
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("web", "shop", FieldFormat.json()),
            new EndpointNames(Map.of(), 1000),
            Parsed.NOW);
    EventColumns columns = new EventColumns();
    JsonScan scan =
        new JsonScan(
            new FieldList(new FieldNames(FieldFormat.json(), new Dictionary())), new Failure());
    double cut = Double.MAX_VALUE;
    double ours = Double.MAX_VALUE;
    double tree = Double.MAX_VALUE;
    long sum = 0;
    for (int round = 0; round < rounds; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (LineBatch batch : batches) {
        sum += fields(scan, batch.bytes());
      }
      cut = Math.min(cut, (double) (THREADS.getCurrentThreadCpuTime() - start) / LINES);
      start = THREADS.getCurrentThreadCpuTime();
      for (LineBatch batch : batches) {
        sum += parser.parse(batch, columns, line -> {}).events();
      }
      ours = Math.min(ours, (double) (THREADS.getCurrentThreadCpuTime() - start) / LINES);
      start = THREADS.getCurrentThreadCpuTime();
      for (LineBatch batch : batches) {
        sum += trees(batch.bytes());
      }
      tree = Math.min(tree, (double) (THREADS.getCurrentThreadCpuTime() - start) / LINES);
    }
    System.out.printf(
        "%,d, %.1f bytes a line%nto fields       %7.1f ns a line%nto columns      %7.1f ns a line%nJackson's tree  %7.1f ns a line"
            + "%nratio           %7.1f%n",
        sum, (double) bytes / LINES, cut, ours, tree, tree / ours);
  }

  private static long fields(JsonScan scan, byte[] bytes) {
    long lines = 0;
    int at = 0;
    while (at < bytes.length) {
      int end = ByteScan.indexOf(bytes, at, bytes.length, (byte) '\n');
      lines += scan.scan(bytes, at, end) ? 1 : 0;
      at = end + 1;
    }
    return lines;
  }

  private static long trees(byte[] bytes) throws IOException {
    long fields = 0;
    int at = 0;
    while (at < bytes.length) {
      int end = ByteScan.indexOf(bytes, at, bytes.length, (byte) '\n');
      JsonNode tree = JACKSON.readTree(bytes, at, end - at);
      fields += tree.size();
      at = end + 1;
    }
    return fields;
  }

  private static List<LineBatch> batches() {
    Random random = new Random(7);
    List<LineBatch> batches = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    long offset = 0;
    for (int i = 0; i < LINES; i++) {
      text.append("{\"@timestamp\":\"2026-05-20T12:").append(10 + i / 1000 % 50).append(":17.");
      text.append(100 + random.nextInt(900)).append("Z\",\"remote_addr\":\"10.0.");
      text.append(random.nextInt(256)).append('.').append(random.nextInt(256));
      text.append("\",\"request_method\":\"GET\",\"request_uri\":\"/api/v1/resource");
      text.append(random.nextInt(500))
          .append("/list\",\"server_protocol\":\"HTTP/1.1\",\"status\":");
      text.append(random.nextInt(20) == 0 ? 404 : 200).append(",\"body_bytes_sent\":");
      text.append(random.nextInt(90_000)).append(",\"request_time\":0.");
      text.append(100 + random.nextInt(900)).append(",\"http_referer\":\"https://shop.example/\",");
      text.append("\"http_user_agent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:");
      text.append(random.nextInt(255))
          .append(".0) Gecko/20100101 Firefox/128.0\",\"host\":\"shop\",");
      text.append("\"request_id\":\"").append(Long.toHexString(random.nextLong())).append("\"}\n");
      if (text.length() > BATCH_BYTES || i == LINES - 1) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        batches.add(Parsed.batch(bytes, offset));
        offset += bytes.length;
        text.setLength(0);
      }
    }
    return batches;
  }
}
