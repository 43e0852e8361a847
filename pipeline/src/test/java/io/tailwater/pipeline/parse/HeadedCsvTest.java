package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.config.FieldMeaning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of files with headers of their own. */
class HeadedCsvTest {
  private static final CsvShape SETTLED = new CsvShape(List.of("ts", "status", "bytes"), ',', true);

  private final EventColumns columns = new EventColumns();
  private final List<RejectedLine> rejects = new ArrayList<>();
  private final BatchParser parser =
      new BatchParser(
          ParseOptions.of(
              "web", null, new FieldFormat(FieldFormat.Kind.CSV, Map.of(), Map.of(), SETTLED)),
          new EndpointNames(Map.of(), 1000),
          Parsed.NOW);

  @Test
  void eachFileIsReadByItsOwnHeaderWhereverReadingGoesOn() {
    ParseTally tally = parse("ts,status,bytes", 0, "ts,status,bytes\n1,200,404\n");
    assertThat(tally.filtered()).isEqualTo(1);
    assertThat(columns.status.value(0)).isEqualTo(200);
    parse("ts,bytes,status\r", 900, "1,200,404\n");
    assertThat(columns.status.value(0)).isEqualTo(404);
    assertThat(columns.bytes.value(0)).isEqualTo(200);
    tally = parse("\uFEFFnote,time,status", 0, "\uFEFFnote,time,status\nx,1,503\n");
    assertThat(tally.filtered()).isEqualTo(1);
    assertThat(columns.status.value(0)).isEqualTo(503);
    assertThat(columns.attributes.map(0)).isEqualTo(Map.of("note", "x"));
    parse("ts,status,bytes", 30, "1,201,404\n");
    assertThat(columns.status.value(0)).isEqualTo(201);
    assertThat(rejects).isEmpty();
  }

  @Test
  void aFileWithoutAHeaderAndOneOfUnknownBeginningHaveTheSettledColumns() {
    parse("1,200,404", 0, "1,200,404\n");
    assertThat(columns.status.value(0)).isEqualTo(200);
    parse(null, 700, "1,200,404\n");
    assertThat(columns.status.value(0)).isEqualTo(200);
    assertThat(rejects).isEmpty();
  }

  @Test
  void aHeaderInWhichNobodyKnowsTheTimePutsNoValueIntoTheWrongColumn() {
    ParseTally tally = parse("when,bytes,status", 0, "when,bytes,status\n1,200,404\n\n");
    assertThat(columns.rows()).isZero();
    assertThat(tally.rejects()).isEqualTo(2);
    assertThat(tally.filtered()).isEqualTo(1);
    assertThat(rejects.get(1).detail())
        .isEqualTo(
            "column 1: want a row of a file whose first line is a header with a time in a field called"
                + " ts, @timestamp, timestamp or time, or named under fields, or a row, got a row of"
                + " one that is neither: got no time among 'when,bytes,status'");
    parse("when,bytes,status", 500, "1,200,404\n");
    assertThat(columns.rows()).isZero();
    parse("ts,status,bytes", 500, "1,200,404\n");
    assertThat(columns.rows()).isEqualTo(1);
  }

  @Test
  void manyHeadersOneAfterTheOtherAreEachRead() {
    for (int i = 0; i < 500; i++) {
      parse("ts,status,c" + i, 10, "1,200,v\n");
      assertThat(columns.attributes.map(0)).isEqualTo(Map.of("c" + i, "v"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ts,a|header", "a,\"time\"|header", "when,a|header", "1,time|row", "1,a|row",
        "-,2015-05-20T12:05:17Z|row", "\"a|trouble", "1,\"a|row", "a,b|trouble", "ts,ts|trouble",
        "ts,|trouble", "own,a|trouble", "time_local,x|header", "no,a|trouble"
      })
  void aFirstLineIsAHeaderOrARowOrTrouble(String line, String want) {
    CsvFirstLine found =
        CsvFirstLine.of(
            line.getBytes(StandardCharsets.UTF_8),
            ',',
            Map.of("when", FieldMeaning.TS, "no", FieldMeaning.ATTRIBUTE),
            Set.of("own"));
    String got = found.header() != null ? "header" : found.trouble() != null ? "trouble" : "row";
    assertThat(got).isEqualTo(want);
    assertThat(found.isRow()).isEqualTo(want.equals("row"));
  }

  @Test
  void columnsWithoutATimeAreRefused() {
    CsvShape shape = new CsvShape(List.of("a", "own", "b"), ',');
    assertThatThrownBy(() -> LineFormat.compile("csv", Map.of(), Map.of(), shape))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "No column of the csv can be the time: want a time in a field called ts, @timestamp,"
                + " timestamp or time, or named under fields, got a, own, b");
    assertThat(LineFormat.compile("csv", Map.of("b", FieldMeaning.TS_MS), Map.of(), shape))
        .isNotNull();
  }

  private ParseTally parse(String firstLine, long offset, String lines) {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    byte[] first = firstLine == null ? null : firstLine.getBytes(StandardCharsets.UTF_8);
    return parser.parse(Parsed.batch(bytes, offset, first), columns, rejects::add);
  }
}
