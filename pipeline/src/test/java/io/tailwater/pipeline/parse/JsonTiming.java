package io.tailwater.pipeline.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.stream.LineBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/**
 * Times JSON lines from bytes to columns beside Jackson's tree of the same bytes, in turns, and
 * prints the best of each in nanoseconds of CPU a line. Run by hand: {@code main} with the number
 * of rounds.
 */
final class JsonTiming {
  private static final int LINES = 50_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private JsonTiming() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    byte[] bytes = lines().getBytes(StandardCharsets.UTF_8);
    LineBatch batch = Parsed.batch(bytes, 0);
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("web", "shop", FieldFormat.json()),
            new EndpointNames(Map.of(), 1000),
            Parsed.NOW);
    EventColumns columns = new EventColumns();
    double ours = Double.MAX_VALUE;
    double tree = Double.MAX_VALUE;
    long sum = 0;
    for (int round = 0; round < rounds; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      sum += parser.parse(batch, columns, line -> {}).events();
      ours = Math.min(ours, (double) (THREADS.getCurrentThreadCpuTime() - start) / LINES);
      start = THREADS.getCurrentThreadCpuTime();
      sum += trees(bytes);
      tree = Math.min(tree, (double) (THREADS.getCurrentThreadCpuTime() - start) / LINES);
    }
    System.out.printf(
        "%,d, %.1f bytes a line%nto columns      %7.1f ns a line%nJackson's tree  %7.1f ns a line"
            + "%nratio           %7.1f%n",
        sum, (double) bytes.length / LINES, ours, tree, tree / ours);
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

  private static String lines() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
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
    }
    return text.toString();
  }
}
