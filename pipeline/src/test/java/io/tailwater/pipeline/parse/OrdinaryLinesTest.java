package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.stream.LineBatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A line that ends with its array is read by the parser that knows all, the same line with room
 * after it may be read as an ordinary one: whatever it is, both become the same.
 */
class OrdinaryLinesTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-05-20T12:00:00Z"), ZoneOffset.UTC);
  private static final int ROOM = 200;
  private static final String REQUEST_TIME =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time";
  private static final byte[] SPICE =
      " \t\r\"\\[]-?/.,:;!0123456789\u00c3\u00ff\u0000%@x".getBytes(StandardCharsets.ISO_8859_1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "common",
        "combined",
        REQUEST_TIME,
        REQUEST_TIME + " \"$http_x_forwarded_for\" $upstream_response_time $host $request_id",
        "$host $remote_addr [$time_local] \"$request\" $request_time $status \"$uri\" $bytes_sent",
        "$time_iso8601\t$remote_addr\t$status\t$request_time\t$http_user_agent\t$http_referer",
        "{\"t\":\"$msec\",\"r\":\"$request\",\"s\":$status,\"d\":$request_time,\"u\":\"$remote_user\"}",
        "$time_local;$status;$body_bytes_sent;$request_time;$remote_addr",
      })
  void aLineIsReadToTheSameRow(String format) {
    compare(format, 6_000);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"combined", REQUEST_TIME})
  void aMillionLinesAreReadToTheSameRows(String format) {
    compare(format, 1_000_000);
  }

  @Test
  void linesOfABatchAreReadAsEachAlone() {
    long seed = System.nanoTime();
    System.out.println("OrdinaryLinesTest seed " + seed);
    Lines source = new Lines(new Random(seed), "combined");
    for (ParseOptions options : options(LogFormat.compile("combined"))) {
      Side alone = new Side(options);
      Side together = new Side(options);
      for (int round = 0; round < 60; round++) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          byte[] line = source.next();
          expected.addAll(alone.rows(line, line.length, 1000 + out.size()));
          out.writeBytes(line);
          if (line[line.length - 1] != '\n' && i < 49) {
            out.write('\n');
          }
        }
        int length = out.size();
        out.writeBytes(source.next());
        out.write(new byte[round], 0, round);
        assertThat(together.rows(out.toByteArray(), length, 1000))
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void goodLinesAreOrdinary() {
    Lines lines = new Lines(new Random(7), REQUEST_TIME);
    EventColumns columns = new EventColumns();
    LineParser parser = new LineParser(LogFormat.compile(REQUEST_TIME), parts(columns));
    byte[] line = lines.good().getBytes(StandardCharsets.UTF_8);
    byte[] b = Arrays.copyOf(line, line.length + ROOM);
    b[line.length] = '\n';
    columns.start("web", "s", b);
    assertThat(parser.readOrdinary(b, 0, b.length, columns.addRow(0, 0)))
        .as("a method never seen before")
        .isEqualTo(OrdinaryLines.NONE);
    assertThat(parser.read(b, 0, line.length, true, 0)).isTrue();
    for (int i = 0; i < 3; i++) {
      int row = columns.addRow(0, 0);
      assertThat(parser.readOrdinary(b, 0, b.length, row)).isEqualTo(line.length);
      assertThat(columns.userAgent.string(row)).isEqualTo(columns.userAgent.string(0));
    }
    assertThat(parser.readOrdinary(b, 0, line.length + 60, columns.addRow(0, 0)))
        .isEqualTo(line.length);
    byte[] tight = Arrays.copyOf(line, line.length);
    assertThat(parser.readOrdinary(tight, 0, tight.length, columns.addRow(0, 0)))
        .isEqualTo(OrdinaryLines.NONE);
  }

  @Test
  void aByteOfZerosBehindAMethodIsNoneOfIt() {
    String line = "1.2.3.4 - - [20/May/2015:12:05:17 +0000] \"GET /x HTTP/2\" 200 5";
    String method = line.replace("GET", "GET\0");
    String protocol = line.replace("/2\"", "/2\0\"");
    EventColumns columns = Parsed.of("common", line, line, method, protocol, line, line).columns();
    assertThat(columns.method.string(1)).isEqualTo("GET");
    assertThat(columns.method.string(2)).isNull();
    assertThat(columns.attributes.map(2)).isEqualTo(Map.of("request", "GET\0 /x HTTP/2"));
    assertThat(columns.protocol.string(3)).isEqualTo("{other}");
  }

  @Test
  void linesAreOrdinaryAgainAfterManyOtherMethods() {
    String good = new Lines(new Random(7), REQUEST_TIME).good();
    EventColumns columns = new EventColumns();
    LineParser parser = new LineParser(LogFormat.compile(REQUEST_TIME), parts(columns));
    StringBuilder log = new StringBuilder(good).append('\n');
    for (int i = 0; i < 40; i++) {
      log.append(good.replace("GET", "M" + i).replace("1.1", "1." + i)).append('\n');
    }
    log.append(good).append('\n');
    int length = log.length();
    byte[] b = Arrays.copyOf(log.toString().getBytes(StandardCharsets.UTF_8), length + ROOM);
    columns.start("web", "s", b);
    for (int at = 0; at < length; ) {
      int end = ByteScan.indexOf(b, at, length, (byte) '\n');
      assertThat(parser.read(b, at, end, true, columns.addRow(0, at))).isTrue();
      at = end + 1;
    }
    assertThat(parser.readOrdinary(b, 0, length, columns.addRow(0, 0))).isEqualTo(good.length());
  }

  private static RowParts parts(EventColumns columns) {
    Failure failure = new Failure();
    TextDecoder decoder = new TextDecoder();
    RowText text = new RowText(decoder, columns.attributes);
    ParseOptions options = ParseOptions.of("web", "shop", LogFormat.compile(REQUEST_TIME));
    RowFacts facts = new RowFacts(options, new EndpointNames(Map.of(), 100), columns, text);
    EventTime time = new EventTime(ZoneOffset.UTC);
    RowValues values = new RowValues(columns, text, time, facts, failure);
    values.believeUpTo(Long.MAX_VALUE);
    return new RowParts(columns, text, decoder, values, facts, failure);
  }

  private static void compare(String format, int lines) {
    long seed = System.nanoTime();
    System.out.println("OrdinaryLinesTest seed " + seed + " format " + format);
    Random random = new Random(seed);
    for (ParseOptions options : options(LogFormat.compile(format))) {
      Side all = new Side(options);
      Side ordinary = new Side(options);
      Lines source = new Lines(random, format);
      int events = 0;
      for (int i = 0; i < lines; i++) {
        byte[] line = source.next();
        byte[] room = Arrays.copyOf(line, line.length + ROOM);
        System.arraycopy(source.last, 0, room, line.length, Math.min(ROOM, source.last.length));
        boolean isRecord = random.nextInt(3) == 0;
        String expected = all.read(line, line.length, isRecord);
        assertThat(ordinary.read(room, line.length, isRecord)).isEqualTo(expected);
        events += expected.startsWith("event") ? 1 : 0;
        source.last = line;
      }
      assertThat(events).isBetween(lines / 4, lines - 1);
    }
  }

  private static List<ParseOptions> options(LogFormat format) {
    List<ParseOptions> all = new ArrayList<>();
    all.add(ParseOptions.of("web", "shop", format));
    all.add(
        new ParseOptions(
            "web",
            format.has("host") ? "$host" : null,
            format,
            ZoneOffset.UTC,
            true,
            new Privacy(Privacy.ClientIp.TRUNCATE, true, null),
            TrustedProxies.of(List.of("10.0.0.0/8")),
            EndpointRules.of(List.of("/users/{id}")),
            Duration.ofMinutes(5),
            100));
    return all;
  }

  /** One parser, and what it makes of a line, as text. */
  private static final class Side {
    private final BatchParser parser;
    private final EventColumns columns = new EventColumns();

    Side(ParseOptions options) {
      parser = new BatchParser(options, new EndpointNames(Map.of(), 20), NOW);
    }

    String read(byte[] b, int length, boolean isRecord) {
      List<String> rejects = new ArrayList<>();
      ParseTally tally =
          parser.parse(
              batch(b, length, 0, isRecord),
              columns,
              reject -> rejects.add(reject.reason() + " " + reject.detail()));
      String counts =
          tally.lines() + " " + tally.endpointOverflow() + " " + tally.valueOverflow() + rejects;
      return (columns.rows() == 1 ? "event " + RowAsText.of(columns, 0) : "none ") + counts;
    }

    private static LineBatch batch(byte[] b, int length, long offset, boolean isRecord) {
      long to = offset + (isRecord ? 1 : length);
      return new LineBatch(
          LineBatch.Kind.LINES,
          "web",
          "s",
          offset,
          to,
          to,
          b,
          length,
          isRecord ? new long[] {offset} : null,
          isRecord ? new int[] {length} : null,
          true,
          0,
          0,
          null,
          "{}",
          null);
    }

    /** The rejects and the rows of a batch. */
    List<String> rows(byte[] b, int length, long offset) {
      List<String> all = new ArrayList<>();
      parser.parse(
          batch(b, length, offset, false),
          columns,
          reject -> all.add(reject.offset() + " " + reject.reason() + " " + reject.detail()));
      for (int row = 0; row < columns.rows(); row++) {
        all.add(RowAsText.of(columns, row));
      }
      return all;
    }
  }

  /** Lines of a format: good ones, odd ones, and such as are damaged. */
  private static final class Lines {
    private final Random random;
    private final String format;
    private byte[] last = new byte[0];
    private boolean isOdd;

    Lines(Random random, String format) {
      this.random = random;
      String combined = REQUEST_TIME.substring(0, REQUEST_TIME.lastIndexOf(' '));
      this.format =
          format.equals("combined")
              ? combined
              : format.equals("common")
                  ? combined.substring(0, combined.indexOf(" \"$http"))
                  : format;
    }

    byte[] next() {
      boolean odd = random.nextInt(3) == 0;
      byte[] line = (odd ? odd() : good()).getBytes(StandardCharsets.ISO_8859_1);
      if (random.nextInt(6) == 0) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          line[random.nextInt(line.length)] = SPICE[random.nextInt(SPICE.length)];
        }
      }
      String end = pick("", "", "\n", "\n", "\r", "\r\n", "\r\r\n", " \n");
      byte[] ended = Arrays.copyOf(line, line.length + end.length());
      System.arraycopy(
          end.getBytes(StandardCharsets.US_ASCII), 0, ended, line.length, end.length());
      return ended;
    }

    String good() {
      isOdd = false;
      return line(
          "10.1.2." + random.nextInt(256),
          "GET /users/" + random.nextInt(9999) + " HTTP/1.1",
          "200",
          "" + random.nextInt(99_999),
          "https://shop.example/",
          "Mozilla/5.0 (X11; Linux x86_64) Firefox/" + random.nextInt(150),
          "0.018");
    }

    private String odd() {
      isOdd = true;
      return line(
          pick(
              "-", "10.0.0.7", "2001:db8::1", "1.2.3.4, 10.0.0.1", "a.example 1.2.3.4", "1.2.3.4;"),
          pick(
              "",
              "GET /a?b=c HTTP/2.0",
              "POST /2015/05 HTTP/1.1",
              "GET /a b HTTP/1.1",
              "\\x16\\x03",
              "GET\0 /x HTTP/1.1",
              "GET /x HTTP/2\0",
              "GET http://u:p@h/x?y HTTP/1.1",
              "GET /a;b/7.webp HTTP/2",
              "M" + random.nextInt(90) + " / HTTP/1.1",
              "GET / HTTP/" + random.nextInt(50),
              "GET /x",
              "GET /!? HTTP/1.0"),
          pick("-", "404", "99", "600", "2000"),
          pick("-", "0", "12345678", "1234567890123456789", "x"),
          pick("-", "", "https://h/?q", "a b!c", "é"),
          pick("-", "", "curl/8.1", "\tBot \\\"x\\\"", "bot/" + random.nextInt(9), "Ü"),
          pick("-", "5", "12.5", "0.0184", "1.", "9999999.999", "12345678.125", "-0.1"));
    }

    private String line(
        String ip,
        String request,
        String status,
        String bytes,
        String referer,
        String agent,
        String took) {
      String user = isOdd ? pick("-", "jo", "a b", "") : "-";
      String clock = String.format("%02d:%02d:%02d", random.nextInt(13), random.nextInt(2), 7);
      return format
          .replace("$remote_addr", ip)
          .replace("$remote_user", user)
          .replace("$time_local", "20/May/2026:" + clock + " +0" + random.nextInt(2) + "00")
          .replace("$time_iso8601", "2026-05-20T" + clock + "+00:00")
          .replace("$msec", "1779235200." + (100 + random.nextInt(900)))
          .replace("$request_time", took)
          .replace("$request_id", "r" + random.nextInt())
          .replace("$request", request)
          .replace("$status", status)
          .replace("$body_bytes_sent", bytes)
          .replace("$bytes_sent", bytes)
          .replace("$http_referer", referer)
          .replace("$http_user_agent", agent)
          .replace("$http_x_forwarded_for", pick("-", "9.9.9.9", "9.9.9.9, 10.0.0.1"))
          .replace("$upstream_response_time", pick("0.1", "-", "0.1, 0.2 : 0.3"))
          .replace("$host", pick("a.example", "b.example", "-"))
          .replace("$uri", pick("/a/7", "-"));
    }

    private String pick(String... of) {
      return of[random.nextInt(of.length)];
    }
  }
}
