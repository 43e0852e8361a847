import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.CsvShape;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.parse.ParseTally;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses lines of each format from memory into columns, by turns with what others would use: {@code
 * LINES ROUNDS [FORMAT]}. Beside JSON stands Jackson's tree of each line, beside text {@code
 * java.util.regex} with its groups as strings; neither of them makes columns of anything. The time
 * is CPU time of the whole process, collecting garbage included. Prints a table.
 */
final class ParseRates {
  private static final int WARM_UP = 3;
  private static final int RECORDS = 20;
  private static final long LEAST_NANOS = 500_000_000;
  private static final int BATCH_BYTES = 1 << 20;
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final String COMBINED =
      "(\\S+) - (\\S+) \\[([^\\]]*)\\] " + QUOTED + " (\\d{3}) (\\d+|-) " + QUOTED + " " + QUOTED;
  private static final String TIMED =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time $host"
          + " $request_id";
  private static final String ESCAPED =
      "log_format json escape=json '{\"time\":\"$time_iso8601\",\"remote_addr\":\"$remote_addr\","
          + "\"request\":\"$request\",\"status\":$status,\"bytes\":$body_bytes_sent,"
          + "\"agent\":\"$http_user_agent\",\"took\":$request_time}';";

  private interface Reading {
    long lines(byte[] bytes) throws IOException;
  }

  private record Case(
      String name,
      int eventsALine,
      LineFormat format,
      Function<Random, String> line,
      String besideName,
      Reading beside) {}

  private ParseRates() {}

  public static void main(String[] args) throws IOException {
    int lines = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    System.out.println(
        "| format | bytes a line | lines a second | MB/s | beside | its lines a second | times as"
            + " fast |");
    System.out.println("|---|---:|---:|---:|---|---:|---:|");
    String only = args.length > 2 ? args[2] : "";
    for (Case c : cases().stream().filter(c -> c.name.startsWith(only)).toList()) {
      measure(c, lines, rounds);
    }
  }

  private static List<Case> cases() {
    Reading tree = ParseRates::trees;
    return List.of(
        new Case("combined", 1, format("combined"), ParseRates::combined, "regex", regex(COMBINED)),
        new Case(
            "log_format", 1,
            format(TIMED),
            r -> combined(r) + " " + took(r) + " " + took(r) + " shop " + id(r),
            "regex",
            regex(COMBINED + " (\\S+) (\\S+) (\\S+) (\\S+)")),
        new Case(
            "log_format, escape=json", 1,
            format(ESCAPED),
            ParseRates::escaped,
            "Jackson's tree",
            tree),
        new Case("json", 1, format("json"), ParseRates::json, "Jackson's tree", tree),
        new Case("json, nested", 1, format("json"), ParseRates::nested, "Jackson's tree", tree),
        new Case("otlp_json", RECORDS, format("otlp_json"), ParseRates::otlp, "Jackson's tree", tree),
        new Case("logfmt", 1, format("logfmt"), ParseRates::logfmt, "", null),
        new Case(
            "csv", 1,
            LineFormat.compile(
                "csv",
                Map.of(),
                Map.of(),
                new CsvShape(
                    List.of("time", "remote_addr", "method", "path", "status", "bytes", "agent"),
                    ',')),
            ParseRates::csv,
            "",
            null));
  }

  private static LineFormat format(String name) {
    return LineFormat.compile(name, Map.of(), Map.of(), null);
  }

  private static void measure(Case c, int lines, int rounds) throws IOException {
    List<byte[]> batches = batches(c.line, lines / c.eventsALine);
    long bytes = batches.stream().mapToLong(b -> b.length).sum();
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("bench", "shop", c.format),
            new EndpointNames(Map.of(), 1000),
            Clock.systemUTC());
    EventColumns columns = new EventColumns();
    Reading ours = b -> events(parser, columns, b);
    double[] our = new double[rounds];
    double[] their = new double[rounds];
    double[] ratio = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double mine = nanosALine(ours, batches);
      double others = c.beside == null ? 0 : nanosALine(c.beside, batches);
      if (round >= 0) {
        our[round] = mine;
        their[round] = others;
        ratio[round] = others / mine;
      }
    }
    Arrays.sort(ratio);
    double perLine = median(our);
    long bytesALine = bytes / events(batches, parser, columns);
    System.out.printf(
        "| %s | %d | %,.0f | %.0f | %s | %s | %s |%n",
        c.name,
        bytesALine,
        1e9 / perLine,
        bytesALine / perLine * 1e3,
        c.besideName,
        c.beside == null ? "" : String.format("%,.0f", 1e9 / median(their)),
        c.beside == null
            ? ""
            : String.format("%.1f (%.1f–%.1f)", median(ratio), ratio[0], ratio[rounds - 1]));
  }

  /** The system counts CPU time in hundredths of a second, so a reading takes half of one. */
  private static double nanosALine(Reading reading, List<byte[]> batches) throws IOException {
    long lines = 0;
    long start = PROCESS.getProcessCpuTime();
    long taken = 0;
    while (taken < LEAST_NANOS) {
      for (byte[] batch : batches) {
        lines += reading.lines(batch);
      }
      taken = PROCESS.getProcessCpuTime() - start;
    }
    return (double) taken / lines;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static long events(List<byte[]> batches, BatchParser parser, EventColumns columns) {
    return batches.stream().mapToLong(batch -> events(parser, columns, batch)).sum();
  }

  /** A line that is no event would make the rate a lie. */
  private static long events(BatchParser parser, EventColumns columns, byte[] bytes) {
    int n = bytes.length;
    LineBatch batch =
        new LineBatch(LineBatch.Kind.LINES, "bench", "s", 1, n + 1, n, bytes, n, true, 0, 0, null, "{}");
    ParseTally tally =
        parser.parse(
            batch,
            columns,
            reject -> {
              throw new IllegalStateException(reject.detail());
            });
    return tally.events();
  }

  /** Of an OTLP request, which is one line, the records count. */
  private static long trees(byte[] bytes) throws IOException {
    long lines = 0;
    int at = 0;
    while (at < bytes.length) {
      int end = at;
      while (bytes[end] != '\n') {
        end++;
      }
      var tree = JACKSON.readTree(bytes, at, end - at);
      var records = tree.path("resourceLogs").path(0).path("scopeLogs").path(0).path("logRecords");
      lines += records.isMissingNode() ? 1 : records.size();
      at = end + 1;
    }
    return lines;
  }

  private static Reading regex(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return bytes -> {
      long lines = 0;
      long sum = 0;
      int at = 0;
      while (at < bytes.length) {
        int end = at;
        while (bytes[end] != '\n') {
          end++;
        }
        Matcher m = pattern.matcher(new String(bytes, at, end - at, StandardCharsets.UTF_8));
        if (!m.matches()) {
          throw new IllegalStateException("no match");
        }
        for (int group = 1; group <= m.groupCount(); group++) {
          sum += m.group(group).length();
        }
        lines++;
        at = end + 1;
      }
      return sum < 0 ? 0 : lines;
    };
  }

  private static List<byte[]> batches(Function<Random, String> line, int lines) {
    Random random = new Random(7);
    List<byte[]> batches = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(line.apply(random)).append('\n');
      if (text.length() > BATCH_BYTES || i == lines - 1) {
        batches.add(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
      }
    }
    return batches;
  }

  private static String combined(Random r) {
    return ip(r) + " - - [20/May/2026:12:" + two(r) + ":17 +0000] \"GET " + path(r) + " HTTP/1.1\" "
        + status(r) + " " + r.nextInt(90_000) + " \"https://shop.example/\" \"" + agent(r) + "\"";
  }

  private static String escaped(Random r) {
    return "{\"time\":\"" + iso(r) + "\",\"remote_addr\":\"" + ip(r) + "\",\"request\":\"GET "
        + path(r) + " HTTP/1.1\",\"status\":" + status(r) + ",\"bytes\":" + r.nextInt(90_000)
        + ",\"agent\":\"" + agent(r) + "\",\"took\":" + took(r) + "}";
  }

  private static String json(Random r) {
    return "{\"@timestamp\":\"" + iso(r) + "\",\"remote_addr\":\"" + ip(r)
        + "\",\"request_method\":\"GET\",\"request_uri\":\"" + path(r)
        + "\",\"server_protocol\":\"HTTP/1.1\",\"status\":" + status(r) + ",\"body_bytes_sent\":"
        + r.nextInt(90_000) + ",\"request_time\":" + took(r)
        + ",\"http_referer\":\"https://shop.example/\",\"http_user_agent\":\"" + agent(r)
        + "\",\"host\":\"shop\",\"request_id\":\"" + id(r) + "\"}";
  }

  private static String nested(Random r) {
    return "{\"@timestamp\":\"" + iso(r) + "\",\"client\":{\"address\":\"" + ip(r)
        + "\"},\"http\":{\"request\":{\"method\":\"GET\"},\"response\":{\"status_code\":" + status(r)
        + ",\"body\":{\"size\":" + r.nextInt(90_000) + "}}},\"url\":{\"path\":\"" + path(r)
        + "\"},\"user_agent\":{\"original\":\"" + agent(r) + "\"},\"user\":{\"id\":" + r.nextInt(9_999)
        + ",\"tags\":[\"a\",\"b\"]},\"message\":\"said \\\"hello\\\"\\n\",\"durationMs\":" + took(r) + "}";
  }

  private static String otlp(Random r) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      records.append(i == 0 ? "" : ",").append("{\"timeUnixNano\":\"1779278717")
          .append(100_000_000 + r.nextInt(899_999_999)).append("\",\"severityText\":\"INFO\",\"body\":")
          .append("{\"stringValue\":\"request served\"},\"traceId\":\"").append(id(r))
          .append("\",\"attributes\":[{\"key\":\"http.request.method\",\"value\":{\"stringValue\":\"GET\"}},")
          .append("{\"key\":\"url.path\",\"value\":{\"stringValue\":\"").append(path(r))
          .append("\"}},{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"").append(status(r))
          .append("\"}},{\"key\":\"client.address\",\"value\":{\"stringValue\":\"").append(ip(r))
          .append("\"}}]}");
    }
    return "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
        + "{\"stringValue\":\"shop\"}}]},\"scopeLogs\":[{\"scope\":{\"name\":\"web\"},\"logRecords\":["
        + records + "]}]}]}";
  }

  private static String logfmt(Random r) {
    return "ts=" + iso(r) + " level=info msg=\"request served\" remote_addr=" + ip(r)
        + " method=GET path=" + path(r) + " status=" + status(r) + " bytes=" + r.nextInt(90_000)
        + " took_ms=" + took(r) + " request_id=" + id(r);
  }

  private static String csv(Random r) {
    return iso(r) + "," + ip(r) + ",GET," + path(r) + "," + status(r) + "," + r.nextInt(90_000)
        + ",\"" + agent(r) + "\"";
  }

  private static String iso(Random r) {
    return "2026-05-20T12:" + two(r) + ":17." + (100 + r.nextInt(900)) + "Z";
  }

  private static int two(Random r) {
    return 10 + r.nextInt(50);
  }

  private static String ip(Random r) {
    return "10.0." + r.nextInt(256) + "." + r.nextInt(256);
  }

  private static int status(Random r) {
    return r.nextInt(20) == 0 ? 404 : 200;
  }

  private static String took(Random r) {
    return "0." + (100 + r.nextInt(900));
  }

  private static String id(Random r) {
    return Long.toHexString(r.nextLong());
  }

  private static String agent(Random r) {
    return "Mozilla/5.0 (X11; Linux x86_64; rv:" + r.nextInt(255) + ".0) Gecko/20100101 Firefox/128.0";
  }

  private static String path(Random r) {
    int endpoint = r.nextInt(500);
    String path = "/api/v1/resource" + endpoint + "/list";
    return endpoint % 3 == 0 ? path + "/" + r.nextInt(100_000) : path;
  }
}
