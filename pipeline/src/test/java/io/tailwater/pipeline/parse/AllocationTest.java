package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.stream.LineBatch;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int LINES = 5000;
  private static final int ROUNDS = 30;

  @Test
  void aWarmParserMakesNoObjectALine() throws ReflectiveOperationException {
    requireNone(LogFormat.compile("combined"), lines());
  }

  @Test
  void namedFieldsTakeNoObjectEither() throws ReflectiveOperationException {
    requireNone(
        FieldFormat.json(),
        "{\"ts\":\"2026-05-20T12:05:17.%03dZ\",\"status\":200,\"http\":{\"request\":{\"method\":\"GET\"}},"
            + "\"path\":\"/a/%d\",\"latency_ms\":1.5,\"msg\":\"a \\n\\u00e9 é %d\",\"tags\":[1,{\"a\":2}]}\n");
    requireNone(
        new FieldFormat(FieldFormat.Kind.LOGFMT, Map.of(), Map.of(), null),
        "ts=2026-05-20T12:05:17.%03dZ status=200 path=/a/%d took_ms=1.5 msg=\"a \\\"b\\\" é %d\"\n");
    requireNone(
        new FieldFormat(
            FieldFormat.Kind.CSV,
            Map.of(),
            Map.of("n", new OwnColumn("n", ColumnType.DOUBLE, 1000)),
            new CsvShape(List.of("ts", "path", "n", "msg"), ',')),
        "2026-05-20T12:05:17.%03dZ,/a/%d,1.25,\"a \"\"b\"\" é %d\"\n");
  }

  private static void requireNone(LineFormat format, String template)
      throws ReflectiveOperationException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append(template.contains("%") ? template.formatted(i % 1000, i, i) : "");
    }
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("web", "shop", format), new EndpointNames(Map.of(), 1000), Parsed.NOW);
    EventColumns columns = new EventColumns();
    String lines = text.length() == 0 ? template : text.toString();
    LineBatch batch = Parsed.batch(lines.getBytes(StandardCharsets.UTF_8), 0);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = allocated();
      assertThat(parser.parse(batch, columns, line -> {}).events()).isEqualTo(LINES);
      least = Math.min(least, allocated() - before);
    }
    assertThat(least).isLessThan(LINES);
  }

  /** Bytes this thread has allocated so far; the bean's type lies outside of what we may import. */
  private static long allocated() throws ReflectiveOperationException {
    Method bytes =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    return (long) bytes.invoke(ManagementFactory.getThreadMXBean());
  }

  private static String lines() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append("10.0.").append(i / 256 % 256).append('.').append(i % 256);
      text.append(" - - [20/May/2015:12:").append(i / 600 + 10).append(":0").append(i % 10);
      text.append(" +0200] \"GET /users/").append(i).append("?a=\\x22 HTTP/1.1\" 200 ").append(i);
      text.append(" \"-\" \"Mozilla/5.0 (Ünicode ").append(i).append(")\"\n");
    }
    return text.toString();
  }
}
