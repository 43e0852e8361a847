package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests of 1 MiB that are made to cost much: what is looked at and kept of one is counted. Each
 * record with its resource would be 50 GB and more.
 */
class OtlpWorkTest {
  private static final int HALF = 512 << 10;
  private static final long MOST_MADE = 16 << 20;

  /** How often a byte is looked at, of the line and of what is made of it. */
  private static final int LOOKS = 12;

  private static final FieldFormat FORMAT =
      new FieldFormat(FieldFormat.Kind.OTLP_JSON, Map.of(), Map.of(), null);
  private static final String TIME = "{\"timeUnixNano\":\"1700000001000000000\"}";

  enum Hostile {
    LARGE_RESOURCE(request(attributes(text(HALF)), "{}", fill(TIME))),
    RESOURCE_OF_MANY_ATTRIBUTES(request(attributes(small()), "{}", fill(TIME))),
    RESOURCE_OF_LISTS(request(attributes(lists()), "{}", fill(TIME))),
    LARGE_SCOPE(request("{}", "{\"name\":\"" + "x".repeat(HALF) + "\"}", fill(TIME))),
    RECORDS_THAT_ARE_NO_EVENTS(request(attributes(text(60_000)), "{}", fill("{}"))),
    EMPTY_RECORDS_OF_A_LARGE_RESOURCE(request(attributes(text(HALF)), "{}", fill("{}"))),
    MANY_RESOURCES(requests());

    private final byte[] line;

    Hostile(String line) {
      this.line = line.getBytes(StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineIsLookedAtSomeTimesAndNotOnceForEachRecord(Hostile hostile) {
    EventColumns columns = new EventColumns();
    OtlpReader reader = reader(columns);
    int records = 0;
    do {
      int row = columns.addRow(0, 0);
      if (!reader.read(hostile.line, 0, hostile.line.length, false, row)) {
        columns.dropRow();
        reader.kept(hostile.line, reader.begin(0), reader.end(0), 64 << 10);
      }
      records++;
    } while (reader.next());
    assertThat(records).isGreaterThan(10_000);
    assertThat(reader.lookedAt()).isLessThan(LOOKS * (MOST_MADE + hostile.line.length));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKeptOfItsRejectsIsBounded(Hostile hostile) {
    List<RejectedLine> rejects = new ArrayList<>();
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("web", null, FORMAT), new EndpointNames(Map.of(), 10), Parsed.NOW);
    EventColumns columns = new EventColumns();
    ParseTally tally = parser.parse(Parsed.batch(hostile.line, 0), columns, rejects::add);
    assertThat(tally.lines()).isGreaterThan(10_000);
    long kept = rejects.stream().mapToLong(reject -> reject.raw().length).sum();
    assertThat(kept).isLessThanOrEqualTo(MOST_MADE + hostile.line.length);
    long attributes = 0;
    for (int i = 0; columns.rows() > 0 && i < columns.attributes.end(columns.rows() - 1); i++) {
      attributes += columns.attributes.length(i);
    }
    assertThat(attributes).isLessThanOrEqualTo(MOST_MADE);
  }

  private static OtlpReader reader(EventColumns columns) {
    TextDecoder decoder = new TextDecoder();
    RowText text = new RowText(decoder, columns.attributes);
    Failure failure = new Failure();
    RowFacts facts =
        new RowFacts(
            ParseOptions.of("web", null, FORMAT), new EndpointNames(Map.of(), 1), columns, text);
    RowValues values = new RowValues(columns, text, new EventTime(ZoneOffset.UTC), facts, failure);
    values.believeUpTo(Long.MAX_VALUE);
    facts.start();
    return new OtlpReader(FORMAT, new RowParts(columns, text, decoder, values, facts, failure));
  }

  private static String request(String resource, String scope, String records) {
    return "{\"resourceLogs\":[" + group(resource, scope, records) + "]}";
  }

  private static String group(String resource, String scope, String records) {
    return "{\"resource\":"
        + resource
        + ",\"scopeLogs\":[{\"scope\":"
        + scope
        + ",\"logRecords\":["
        + records
        + "]}]}";
  }

  private static String requests() {
    String group = group(attributes(text(10)), "{}", TIME + "," + "{},".repeat(100) + "{}");
    int groups = 2 * HALF / group.length();
    return "{\"resourceLogs\":[" + String.join(",", Collections.nCopies(groups, group)) + "]}";
  }

  private static String attributes(String list) {
    return "{\"attributes\":[" + list + "]}";
  }

  private static String text(int length) {
    return "{\"key\":\"k\",\"value\":{\"stringValue\":\"" + "x".repeat(length) + "\"}}";
  }

  private static String small() {
    String small = "{\"key\":\"k\",\"value\":{\"intValue\":1}},";
    return small.repeat(HALF / small.length()) + text(1);
  }

  private static String lists() {
    String list = text(HALF);
    for (int i = 0; i < 8; i++) {
      list = "{\"key\":\"k\",\"value\":{\"kvlistValue\":{\"values\":[" + list + "]}}}";
    }
    return list;
  }

  /** As many of a record as half of the line takes. */
  private static String fill(String record) {
    int records = HALF / (record.length() + 1);
    return String.join(",", Collections.nCopies(records, record));
  }
}
