package micro;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** The same thousand requests in each format, as one batch, and what parses it. */
final class Lines {
  static final int COUNT = 1000;

  private final BatchParser parser;
  private final LineBatch batch;

  Lines(String format) {
    parser =
        new BatchParser(
            ParseOptions.of("bench", "shop", LineFormat.compile(format, Map.of(), Map.of(), null)),
            new EndpointNames(Map.of(), 1000),
            Clock.systemUTC());
    byte[] bytes = text(format);
    int n = bytes.length;
    batch = new LineBatch(LineBatch.Kind.LINES, "bench", "s", 0, n, n, bytes, n, true, 0, 0, null, "{}");
  }

  /** Parses all of them into the columns. */
  int into(EventColumns columns) {
    parser.parse(
        batch,
        columns,
        reject -> {
          throw new IllegalStateException(reject.detail());
        });
    return columns.rows();
  }

  private static byte[] text(String format) {
    Random dice = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      String ip = "10.0." + dice.nextInt(256) + "." + dice.nextInt(256);
      int endpoint = dice.nextInt(500);
      String path = "/api/v1/resource" + endpoint + "/list" + (endpoint % 3 == 0 ? "/" + dice.nextInt(100_000) : "");
      int status = dice.nextInt(20) == 0 ? 404 : 200;
      int bytes = dice.nextInt(90_000);
      String agent = "Mozilla/5.0 (X11; Linux x86_64; rv:" + dice.nextInt(255) + ".0) Gecko/20100101 Firefox/128.0";
      String took = "0." + (100 + dice.nextInt(900));
      String second = Integer.toString(10 + i * 50 / COUNT);
      text.append(
          switch (format) {
            case "json" ->
                "{\"@timestamp\":\"2026-05-20T12:00:" + second + "Z\",\"remote_addr\":\"" + ip
                    + "\",\"request_method\":\"GET\",\"request_uri\":\"" + path + "\",\"status\":" + status
                    + ",\"body_bytes_sent\":" + bytes + ",\"request_time\":" + took
                    + ",\"http_user_agent\":\"" + agent + "\"}\n";
            case "logfmt" ->
                "ts=2026-05-20T12:00:" + second + "Z remote_addr=" + ip + " method=GET path=" + path + " status="
                    + status + " bytes=" + bytes + " request_time=" + took + " user_agent=\"" + agent + "\"\n";
            default ->
                ip + " - - [20/May/2026:12:00:" + second + " +0000] \"GET " + path + " HTTP/1.1\" " + status + " "
                    + bytes + " \"https://shop.example/\" \"" + agent + "\""
                    + (format.contains("$request_time") ? " " + took : "") + "\n";
          });
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
