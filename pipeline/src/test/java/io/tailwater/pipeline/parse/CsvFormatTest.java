package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.config.FieldMeaning;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormatTest {
  @Test
  void valuesGoWhereTheirColumnsNamesSay() {
    EventColumns c =
        parsed("time,status,http.request.method,note,took", "1.5,404,GET,hello,2ms").columns();
    assertThat(c.tsMicros(0)).isEqualTo(1_500_000L);
    assertThat(c.status.value(0)).isEqualTo(404);
    assertThat(c.method.string(0)).isEqualTo("GET");
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("note", "hello", "took", "2ms"));
  }

  @Test
  void aValueInQuotesMayHoldTheDelimiterAndDoubledQuotes() {
    EventColumns c =
        parsed("ts,a,b,c,d", "1,\"x,y\",\"say \"\"hi\"\"\",,\"\"", "2,\"\"\"\",-,\\x22,é\"")
            .columns();
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("a", "x,y", "b", "say \"hi\""));
    assertThat(c.attributes.map(1)).isEqualTo(Map.of("a", "\"", "c", "\\x22", "d", "é\""));
  }

  @Test
  void theDelimiterMayBeAnother() {
    FieldFormat format = format(new CsvShape(List.of("ts", "a", "b"), '\t'), Map.of());
    Parsed parsed = Parsed.of(ParseOptions.of("web", null, format), "1\tx,y\t\"z\t\"");
    assertThat(parsed.columns().attributes.map(0)).isEqualTo(Map.of("a", "x,y", "b", "z\t"));
  }

  @Test
  void aHeaderIsFilteredWhereverItStands() {
    Parsed parsed = parsed("ts,a", "\uFEFFts,a", "1,x", "\"ts\", a", "ts,b", "2,y");
    assertThat(parsed.tally().events()).isEqualTo(2);
    assertThat(parsed.tally().filtered()).isEqualTo(2);
    assertThat(parsed.tally().rejects()).isEqualTo(1);
  }

  @Test
  void aDurationMayBringItsUnit() {
    FieldFormat format =
        format(new CsvShape(List.of("ts", "took"), ','), Map.of("took", FieldMeaning.LATENCY_MS));
    EventColumns c =
        Parsed.of(
                ParseOptions.of("web", null, format),
                "1,3",
                "1,3s",
                "1,3ms",
                "1,1500us",
                "1,1500µs",
                "1,1500μs",
                "1,1500ns")
            .columns();
    double[] millis = {3, 3000, 3, 1.5, 1.5, 1.5, 0.0015};
    for (int row = 0; row < millis.length; row++) {
      assertThat(c.latencyMs.value(row)).isEqualTo(millis[row]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "1,200 → no_match → column 6: want 3 columns, got 2 columns",
        "1,200,a,b → no_match → column 10: want 3 columns, got 4 columns",
        "1,200,\"a → no_match → column 9: want '\"' closing a value, then a delimiter or the end, got end of line",
        "1,200,\"a\"b → no_match → column 11: want '\"' closing a value, then a delimiter or the end, got end of line",
        ",200,a → missing_field → column 7: want a time in a field called ts, @timestamp, timestamp"
            + " or time, or named under fields, got none",
        "x,200,a → bad_time → column 1: want a time as 2015-05-20T12:05:17Z,"
            + " 20/May/2015:12:05:17 +0000 or 1432123517 for ts, got 'x'",
        "1,20,a → bad_status → column 3: want a status from 100 to 599 or - for status, got '20'"
      })
  void aRejectSaysWhereWhatGotWant(String line, String reason, String detail) {
    Parsed parsed = parsed("ts,status,a", line);
    assertThat(parsed.rejects().get(0).reason()).isEqualTo(reason);
    assertThat(parsed.rejects().get(0).detail()).isEqualTo(detail);
  }

  @Test
  void aShapeThatCannotBeIsRefused() {
    assertThatThrownBy(() -> shape("a,a")).hasMessageContaining("got \"a\" among a, a");
    assertThatThrownBy(() -> shape("a,,b")).hasMessageContaining("want a name each");
    assertThatThrownBy(() -> shape("a,\"b")).hasMessageContaining("wants its quotes closed");
    assertThatThrownBy(() -> new CsvShape(List.of(), ',')).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new CsvShape(Collections.nCopies(2000, "a"), ','))
        .hasMessageContaining("got 2000");
    assertThatThrownBy(() -> new CsvShape(List.of("a"), 'x')).hasMessageContaining("got 'x'");
  }

  private static Parsed parsed(String header, String... lines) {
    return Parsed.of(ParseOptions.of("web", null, format(shape(header), Map.of())), lines);
  }

  private static CsvShape shape(String header) {
    return CsvShape.ofHeader(header.getBytes(StandardCharsets.UTF_8), ',');
  }

  private static FieldFormat format(CsvShape shape, Map<String, FieldMeaning> fields) {
    return new FieldFormat(FieldFormat.Kind.CSV, fields, Map.of(), shape);
  }
}
