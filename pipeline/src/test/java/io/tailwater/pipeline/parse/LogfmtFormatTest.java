package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.config.FieldMeaning;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogfmtFormatTest {
  @Test
  void pairsGoWhereTheirNamesSay() {
    EventColumns c =
        Parsed.of(
                options(),
                "time=2026-05-20T12:05:17Z level=info msg=\"a \\\"b\\\" \\u00e9\\n\" method=GET"
                    + " path=/a/7?x status=200 took=1.5ms  debug  empty= user.id=7 raw=a=b",
                "ts=1")
            .columns();
    assertThat(c.tsMicros(0)).isEqualTo(1_779_278_717_000_000L);
    assertThat(c.method.string(0)).isEqualTo("GET");
    assertThat(c.path.string(0)).isEqualTo("/a/7");
    assertThat(c.status.value(0)).isEqualTo(200);
    assertThat(c.latencyMs.value(0)).isEqualTo(1.5);
    assertThat(c.attributes.map(0))
        .isEqualTo(Map.of("level", "info", "msg", "a \"b\" é\n", "user.id", "7", "raw", "a=b"));
    assertThat(c.attributes.isNull(1)).isTrue();
  }

  @Test
  void ofTwoPairsWithOneNameTheLastOneCounts() {
    EventColumns c = Parsed.of(options(), "ts=1 a=1 status=404 a=2 status=200").columns();
    assertThat(c.status.value(0)).isEqualTo(200);
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void escapedBytesThatAreNoUtf8AreReplaced() {
    EventColumns c = Parsed.of(options(), "ts=1 a=\"\\xff\\xfe\" b=\"\\xC3\\xBC\"").columns();
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("a", "\uFFFD\uFFFD", "b", "ü"));
  }

  @Test
  void namesWithoutEndStayWithinBoundsAndLoseNothing() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      lines.append("ts=1 k").append(i).append("=\"v ").append(i).append("\" n").append(i);
      lines.append("=2 m").append(i).append('\n');
    }
    Parsed parsed = Parsed.of(options(), lines.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(parsed.columns().attributes.map(4999))
        .isEqualTo(Map.of("{other}", "k4999=\"v 4999\" n4999=2"));
    assertThat(parsed.tally().valueOverflow()).isBetween(1000L, 10000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "ts=1 a=\"b → no_match → column 10: want '\"' closing a value, got end of line",
        "ts=1 a=\"b\"c → no_match → column 11: want a space after a value in quotes, got 'c'",
        "ts=1 =b → no_match → column 6: want a name, with '=' behind it or a space, got '=b'",
        "ts=1 a\"b\" → no_match → column 7: want a name, with '=' behind it or a space, got '\"b\"'",
        "hello world → missing_field → column 12: want a time in a field called ts, @timestamp,"
            + " timestamp or time, or named under fields, got none",
        "ts=soon → bad_time → column 4: want a time as 2015-05-20T12:05:17Z,"
            + " 20/May/2015:12:05:17 +0000 or 1432123517 for ts, got 'soon'",
        "ts=1 status=\"2\" → bad_status → column 14: want a status from 100 to 599 or - for status,"
            + " got '2'",
        "ts=1 took=2m → bad_number → column 11: want a duration in us, not negative for took, got '2m'"
      })
  void aRejectSaysWhereWhatGotWant(String line, String reason, String detail) {
    Parsed parsed = Parsed.of(options(), line);
    assertThat(parsed.rejects().get(0).reason()).isEqualTo(reason);
    assertThat(parsed.rejects().get(0).detail()).isEqualTo(detail);
  }

  private static ParseOptions options() {
    Map<String, FieldMeaning> fields = Map.of("took", FieldMeaning.LATENCY_US);
    return ParseOptions.of(
        "web", null, new FieldFormat(FieldFormat.Kind.LOGFMT, fields, Map.of(), null));
  }
}
