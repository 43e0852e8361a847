package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.stream.LineBatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Times the parser beside a count of line feeds over the same bytes, in turns, and prints the best
 * of each in nanoseconds of CPU a line. Run by hand: {@code main} with the number of rounds.
 */
final class ParseTiming {
  private static final int LINES = 400_000;
  private static final int BATCH_BYTES = 1 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ParseTiming() {}

  public static void main(String[] args) {
    int rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    List<LineBatch> batches = batches();
    long bytes = batches.stream().mapToLong(LineBatch::length).sum();
    BatchParser parser =
        new BatchParser(Parsed.options("combined"), new EndpointNames(Map.of(), 1000), Parsed.NOW);
    EventColumns columns = new EventColumns();
    double scan = Double.MAX_VALUE;
    double parse = Double.MAX_VALUE;
    long events = 0;
    for (int round = 0; round < rounds; round++) {
      long lines = 0;
      long start = THREADS.getCurrentThreadCpuTime();
      for (LineBatch batch : batches) {
        lines += lineFeeds(batch.bytes(), batch.length());
      }
      scan = Math.min(scan, (double) (THREADS.getCurrentThreadCpuTime() - start) / lines);
      start = THREADS.getCurrentThreadCpuTime();
      events = 0;
      for (LineBatch batch : batches) {
        events += parser.parse(batch, columns, line -> {}).events();
      }
      parse = Math.min(parse, (double) (THREADS.getCurrentThreadCpuTime() - start) / lines);
    }
    System.out.printf(
        "%,d events, %.1f bytes a line%nline feeds  %6.1f ns a line%n"
            + "parse       %6.1f ns a line%n",
        events, (double) bytes / LINES, scan, parse);
  }

  private static long lineFeeds(byte[] b, int length) {
    long lines = 0;
    int at = ByteScan.indexOf(b, 0, length, (byte) '\n');
    while (at < length) {
      lines++;
      at = ByteScan.indexOf(b, at + 1, length, (byte) '\n');
    }
    return lines;
  }

  private static List<LineBatch> batches() {
    Random random = new Random(7);
    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    List<LineBatch> batches = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    long offset = 0;
    for (int i = 0; i < LINES; i++) {
      int ip = random.nextInt(60_000);
      text.append("10.").append(ip % 7).append('.').append(ip / 256).append('.').append(ip % 256);
      text.append(" - - [").append(time.format(Instant.ofEpochSecond(1_700_000_000L + i / 500)));
      text.append("] \"GET ").append(path(random)).append(" HTTP/1.1\" ");
      text.append(random.nextInt(20) == 0 ? 404 : 200).append(' ').append(random.nextInt(90_000));
      text.append(" \"https://shop.example/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:");
      text.append(random.nextInt(255)).append(".0) Gecko/20100101 Firefox/128.0 Example\"\n");
      if (text.length() > BATCH_BYTES || i == LINES - 1) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        batches.add(Parsed.batch(bytes, offset));
        offset += bytes.length;
        text.setLength(0);
      }
    }
    return batches;
  }

  private static String path(Random random) {
    int endpoint = random.nextInt(500);
    String path = "/api/v1/resource" + endpoint + "/list";
    if (endpoint % 3 == 0) {
      path += "/" + random.nextInt(100_000);
    }
    return endpoint % 4 == 0 ? path + "?page=" + random.nextInt(9) + "&sort=name" : path;
  }
}
