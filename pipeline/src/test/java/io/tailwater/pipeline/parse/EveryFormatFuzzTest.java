package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.AttributesColumn;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines of random bytes, and good lines with damage, through one parser of each format: none stops
 * it, every line is an event, a reject or filtered, and what comes out is valid text.
 */
class EveryFormatFuzzTest {
  private static final int LINES_A_BATCH = 500;
  private static final byte[] SPICE =
      "{}[]:,;\"\\=  \t\r.-+eEtfnu0123456789/?\u0000\u0001\u007f".getBytes(StandardCharsets.UTF_8);
  private static final CsvShape CSV =
      new CsvShape(List.of("ts", "status", "path", "client_ip", "note"), ',');

  private record Format(String name, LineFormat format, String line) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Format> formats() {
    String common = "10.0.0.1 - jo [20/May/2015:12:05:17 +0000] \"GET /a/1?b HTTP/1.1\" 200 12";
    String json =
        "{\"ts\":\"2015-05-20T12:05:17.5Z\",\"status\":200,\"path\":\"/a\\u00e9\\/1?x\",\"n\":[1,{\"a\":null}],"
            + "\"user\":{\"id\":7,\"e\":1.5e9},\"client_ip\":\"10.0.0.1, 9.9.9.9\",\"latency_ms\":2.5}";
    return Stream.of(
        new Format("common", LogFormat.compile("common"), common),
        new Format("combined", LogFormat.compile("combined"), common + " \"-\" \"M \\x22 é\""),
        new Format(
            "log_format of a document",
            LogFormat.compile(
                "{\"t\":\"$time_iso8601\",\"r\":\"$request\",\"s\":$status,\"d\":$request_time}"),
            "{\"t\":\"2015-05-20T12:05:17Z\",\"r\":\"GET /a\\\" HTTP/1.1\",\"s\":200,\"d\":0.1}"),
        new Format(
            "log_format with escape=json",
            LogFormat.compile(
                "log_format j escape=json '{\"t\":\"$time_iso8601\",\"r\":\"$request\","
                    + "\"s\":$status,\"a\":\"$http_user_agent\"}';"),
            "{\"t\":\"2015-05-20T12:05:17Z\",\"r\":\"GET /\\u00e9 HTTP/1.1\",\"s\":200,\"a\":\"\\n\"}"),
        new Format("json", FieldFormat.json(), json),
        new Format(
            "otlp_json",
            new FieldFormat(FieldFormat.Kind.OTLP_JSON, Map.of(), Map.of(), null),
            "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":{\"intValue\":1}}]},"
                + "\"scopeLogs\":[{\"scope\":{},\"logRecords\":[{\"timeUnixNano\":\"1432123517000000000\","
                + "\"body\":{\"stringValue\":\"\\u00e9\"},\"attributes\":[{\"key\":\"b\",\"value\":"
                + "{\"kvlistValue\":{\"values\":[{\"key\":\"c\",\"value\":{\"boolValue\":true}}]}}}]}]}]}]}"),
        new Format(
            "logfmt",
            new FieldFormat(FieldFormat.Kind.LOGFMT, Map.of(), Map.of(), null),
            "ts=1432123517.5 status=200 path=\"/a\\u00e9 \\xff\" client_ip=10.0.0.1 latency_ms=2µs x"),
        new Format(
            "csv",
            new FieldFormat(FieldFormat.Kind.CSV, Map.of(), Map.of(), CSV),
            "1432123517,200,\"/a,\"\"b\",10.0.0.1,é"),
        new Format(
            "csv with headers",
            new FieldFormat(
                FieldFormat.Kind.CSV,
                Map.of(),
                Map.of(),
                new CsvShape(CSV.columns(), CSV.delimiter(), true)),
            "1432123517,200,\"/a,\"\"b\",10.0.0.1,é"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void noLineStopsAFormat(Format format) {
    fuzz(format, 20_000);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("formats")
  void aMillionLinesDoNotStopAFormat(Format format) {
    fuzz(format, 1_000_000);
  }

  private static void fuzz(Format format, int lines) {
    long seed = System.nanoTime();
    System.out.println("EveryFormatFuzzTest seed " + seed + " format " + format);
    Random random = new Random(seed);
    ParseOptions options =
        new ParseOptions(
            "web",
            null,
            format.format,
            ZoneOffset.UTC,
            true,
            new Privacy(Privacy.ClientIp.TRUNCATE, true, null),
            TrustedProxies.of(List.of("10.0.0.0/8")),
            EndpointRules.NONE,
            Duration.ofMinutes(5),
            100);
    BatchParser parser = new BatchParser(options, new EndpointNames(Map.of(), 100), Parsed.NOW);
    EventColumns columns = new EventColumns();
    byte[] good = format.line.getBytes(StandardCharsets.UTF_8);
    long events = 0;
    for (int done = 0; done < lines; done += LINES_A_BATCH) {
      byte[] bytes = batch(good, random);
      List<RejectedLine> rejects = new ArrayList<>();
      ParseTally tally = parser.parse(batch(bytes, 1 + done, random), columns, rejects::add);
      assertThat(tally.lines()).isEqualTo(LINES_A_BATCH);
      assertThat(rejects).hasSize((int) tally.rejects());
      assertThat(columns.rows()).isEqualTo((int) tally.events());
      assertThat(rejects).allMatch(reject -> reject.detail().startsWith("column "));
      check(columns, 1 + done);
      events += tally.events();
    }
    assertThat(events).isBetween(lines / 20L, lines - 1L);
  }

  /** The file begins with a header, with a line of its own, or nobody knows with what. */
  private static LineBatch batch(byte[] bytes, long offset, Random random) {
    byte[] first =
        switch (random.nextInt(4)) {
          case 0 -> "status,ts,path,client_ip,note".getBytes(StandardCharsets.UTF_8);
          case 1 -> line("a,\"time\",c".getBytes(StandardCharsets.UTF_8), random);
          default -> null;
        };
    return Parsed.batch(bytes, offset, first);
  }

  private static byte[] batch(byte[] good, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < LINES_A_BATCH; i++) {
      out.writeBytes(line(good, random));
      out.write('\n');
    }
    return out.toByteArray();
  }

  /** Random bytes; or a good line with bytes changed, with a piece cut out, or one said twice. */
  private static byte[] line(byte[] good, Random random) {
    byte[] line = good.clone();
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        line = new byte[random.nextInt(120)];
        random.nextBytes(line);
      }
      case 2 -> line = Arrays.copyOf(line, random.nextInt(line.length));
      case 3 -> line = spliced(line, random, false);
      case 4 -> line = spliced(line, random, true);
      default -> spice(line, random);
    }
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' ? (byte) '"' : line[i];
    }
    return line;
  }

  private static void spice(byte[] line, Random random) {
    for (int i = random.nextInt(5); i > 0; i--) {
      int at = random.nextInt(line.length);
      line[at] =
          random.nextInt(8) == 0 ? (byte) random.nextInt(256) : SPICE[random.nextInt(SPICE.length)];
    }
  }

  /** The line without a piece of it, or with that piece up to thirty times more. */
  private static byte[] spliced(byte[] line, Random random, boolean more) {
    int from = random.nextInt(line.length);
    int to = from + random.nextInt(line.length - from);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(line, 0, more ? to : from);
    for (int i = more ? random.nextInt(30) : 0; i > 0; i--) {
      out.write(line, from, to - from);
    }
    out.write(line, to, line.length - to);
    return out.toByteArray();
  }

  private static void check(EventColumns c, long from) {
    DictionaryColumn[] numbered = {c.service, c.method, c.endpoint, c.protocol, c.region};
    long offset = from - 1;
    for (int row = 0; row < c.rows(); row++) {
      assertThat(c.offset(row)).isGreaterThan(offset);
      offset = c.offset(row);
      for (SliceColumn text : RowAsText.texts(c)) {
        if (!text.isNull(row)) {
          requireValid(text.base(row), text.start(row), text.length(row));
        }
      }
      for (DictionaryColumn text : numbered) {
        if (!text.isNull(row)) {
          byte[] value = text.dictionary().value(text.id(row));
          requireValid(value, 0, value.length);
        }
      }
      checkAttributes(c.attributes, row);
    }
  }

  private static void checkAttributes(AttributesColumn attributes, int row) {
    Set<Integer> keys = new HashSet<>();
    for (int i = attributes.first(row); i < attributes.end(row); i++) {
      assertThat(keys.add(attributes.keyId(i))).isTrue();
      byte[] key = attributes.keys().value(attributes.keyId(i));
      requireValid(key, 0, key.length);
      requireValid(attributes.base(i), attributes.start(i), attributes.length(i));
    }
  }

  private static void requireValid(byte[] b, int from, int length) {
    if (!Utf8.isValid(b, from, from + length)) {
      throw new AssertionError(new String(b, from, length, StandardCharsets.ISO_8859_1));
    }
  }
}
