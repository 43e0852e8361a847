package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpFormatTest {
  private static final String RESOURCE =
      "{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"api\"}},"
          + "{\"key\":\"env\",\"value\":{\"stringValue\":\"prod\"}}]}";
  private static final String RECORD =
      "{\"timeUnixNano\":\"1779278717123456789\",\"severityText\":\"INFO\",\"severityNumber\":9,"
          + "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\","
          + "\"body\":{\"stringValue\":\"a \\\"b\\\"\"},\"attributes\":["
          + "{\"key\":\"http.request.method\",\"value\":{\"stringValue\":\"GET\"}},"
          + "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"503\"}},"
          + "{\"key\":\"url.path\",\"value\":{\"stringValue\":\"/a/7\"}},"
          + "{\"key\":\"http.server.request.duration\",\"value\":{\"doubleValue\":0.25}},"
          + "{\"key\":\"env\",\"value\":{\"stringValue\":\"test\"}},"
          + "{\"key\":\"ok\",\"value\":{\"boolValue\":true}},"
          + "{\"key\":\"list\",\"value\":{\"arrayValue\":{\"values\":[{\"intValue\":\"1\"}]}}},"
          + "{\"key\":\"user\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"id\","
          + "\"value\":{\"intValue\":\"7\"}}]}}},{\"key\":\"none\",\"value\":{}}]}";

  @Test
  void aLogRecordIsAnEventWithWhatItsResourceSays() {
    EventColumns c = Parsed.of(options(), request(RECORD)).columns();
    assertThat(c.rows()).isEqualTo(1);
    assertThat(c.tsMicros(0)).isEqualTo(1_779_278_717_123_456L);
    assertThat(c.service.string(0)).isEqualTo("api");
    assertThat(c.method.string(0)).isEqualTo("GET");
    assertThat(c.status.value(0)).isEqualTo(503);
    assertThat(c.path.string(0)).isEqualTo("/a/7");
    assertThat(c.latencyMs.value(0)).isEqualTo(250.0);
    assertThat(c.traceId.string(0)).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(c.attributes.map(0))
        .isEqualTo(
            Map.of(
                "env", "test",
                "scope.name", "app",
                "severityText", "INFO",
                "severityNumber", "9",
                "spanId", "eee19b7ec3c1b174",
                "body", "a \"b\"",
                "ok", "true",
                "list", "[{\"intValue\":\"1\"}]",
                "user.id", "7"));
  }

  @Test
  void everyRecordHasAnOffsetOfItsOwnWithinItsLine() {
    String line = request(RECORD, record(2), "{\"attributes\":[]}", record(3));
    byte[] bytes = (line + "\n" + request(record(4)) + "\n").getBytes(StandardCharsets.UTF_8);
    Parsed parsed = Parsed.of(options(), bytes);
    assertThat(parsed.tally().lines()).isEqualTo(5);
    assertThat(parsed.tally().events()).isEqualTo(4);
    RejectedLine reject = parsed.rejects().get(0);
    assertThat(reject.reason()).isEqualTo("missing_field");
    assertThat(reject.part()).isNull();
    Set<Long> offsets = new HashSet<>();
    for (int row = 0; row < 4; row++) {
      int at = (int) parsed.columns().offset(row);
      assertThat(bytes[at]).isEqualTo((byte) '{');
      assertThat(parsed.columns().part.isNull(row)).isTrue();
      offsets.add(parsed.columns().offset(row));
      assertThat(row < 3).isEqualTo(at < line.length());
    }
    offsets.add(reject.offset());
    assertThat(offsets).hasSize(5);
  }

  @Test
  void aRecordWithoutATimeHasThatOfItsObservation() {
    String observed = "{\"timeUnixNano\":\"0\",\"observedTimeUnixNano\":\"1779278717000000000\"}";
    Parsed parsed = Parsed.of(options(), request(observed));
    assertThat(parsed.ts(0)).isEqualTo("2026-05-20T12:05:17Z");
  }

  @Test
  void aRequestWithoutRecordsIsFiltered() {
    Parsed parsed =
        Parsed.of(
            options(),
            "{\"resourceLogs\":[]}",
            request(),
            "{\"resourceLogs\":[{\"scopeLogs\":[]}]}");
    assertThat(parsed.tally().filtered()).isEqualTo(3);
    assertThat(parsed.tally().lines()).isEqualTo(3);
  }

  @Test
  void theRawDocumentOfAnEventIsItsRecord() {
    EventColumns c = Parsed.of(options(true, 64), request(record(1), RECORD)).columns();
    assertThat(c.raw.string(0)).isEqualTo(record(1));
    assertThat(c.raw.string(1)).isEqualTo(RECORD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "{\"resourceLogs\":[ → bad_json → column 18: want a value, got end of line",
        "{\"resourceLogs\":[]} x → bad_json → column 21: want end of line after the object, got 'x'",
        "[] → bad_json → column 1: want '{' opening an object, got '[]'",
        "{\"ts\":1} → missing_field → column 9: want resourceLogs, scopeLogs in each and logRecords in each of those, all arrays, got another shape",
        "{\"resourceLogs\":{}} → missing_field → column 20: want resourceLogs, scopeLogs in each and logRecords in each of those, all arrays, got another shape",
        "{\"resourceLogs\":[{\"instrumentationLibraryLogs\":[{\"logs\":[{}]}]}]} → missing_field → column 66: want resourceLogs, scopeLogs in each and logRecords in each of those, all arrays, got another shape",
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":{}}]}]} → missing_field → column 53: want resourceLogs, scopeLogs in each and logRecords in each of those, all arrays, got another shape"
      })
  void aRequestThatIsNoneIsOneReject(String line, String reason, String detail) {
    Parsed parsed = Parsed.of(options(), line);
    assertThat(parsed.rejects()).hasSize(1);
    assertThat(parsed.rejects().get(0).reason()).isEqualTo(reason);
    assertThat(parsed.rejects().get(0).detail()).isEqualTo(detail);
  }

  @Test
  void aRecordThatIsNoEventSaysWhyAndItsNeighboursAreRead() {
    String bad =
        "{\"timeUnixNano\":\"1\",\"attributes\":[{\"key\":\"status\",\"value\":{\"intValue\":\"7\"}}]}";
    Parsed parsed = Parsed.of(options(), request(record(1), bad, record(2)));
    assertThat(parsed.tally().events()).isEqualTo(2);
    String alone = request(bad);
    assertThat(text(parsed.rejects().get(0))).isEqualTo(alone);
    int column = alone.indexOf(bad) + 1;
    assertThat(parsed.rejects().get(0).detail())
        .isEqualTo("column " + column + ": want a status from 100 to 599 or - for status, got '7'");
  }

  @Test
  void aRejectedRecordCanBeReadAgainWithWhatItBelongsTo() {
    String bad =
        "{\"timeUnixNano\":\"1\",\"attributes\":[{\"key\":\"status\",\"value\":{\"intValue\":\"7\"}}]}";
    RejectedLine reject = Parsed.of(options(), request(record(1), bad)).rejects().get(0);
    Parsed again = Parsed.of(options(), text(reject));
    assertThat(again.rejects().get(0).detail()).isEqualTo(reject.detail());
    EventColumns mended =
        Parsed.of(options(), text(reject).replace("\"intValue\":\"7\"", "\"intValue\":\"200\""))
            .columns();
    assertThat(mended.service.string(0)).isEqualTo("api");
    assertThat(mended.attributes.map(0)).containsEntry("scope.name", "app");
  }

  @Test
  void aRejectedRecordHasOnlyWhatWasThere() {
    String line = "{ \"resourceLogs\" : [ {\"x\":1,\"scopeLogs\" : [{\"logRecords\":[ {} ]}]}]}";
    assertThat(text(Parsed.of(options(), line).rejects().get(0)))
        .isEqualTo("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}");
    String resource = line.replace("\"x\":1", "\"resource\": {\"a\" : [\"é\"]} ");
    RejectedLine reject = Parsed.of(options(), resource).rejects().get(0);
    assertThat(text(reject))
        .isEqualTo(
            "{\"resourceLogs\":[{\"resource\":{\"a\" : [\"é\"]},\"scopeLogs\":[{\"logRecords\":[{}]}]}]}");
    assertThat(reject.detail()).startsWith("column " + (text(reject).indexOf("{}") + 1) + ":");
  }

  @Test
  void aRejectedRecordIsKeptAloneWhereTheLimitLeavesNoRoomForItsResource() {
    String bad = "{\"body\":\"" + "x".repeat(200) + "\"}";
    RejectedLine reject = Parsed.of(options(false, 100), request(bad)).rejects().get(0);
    assertThat(text(reject)).isEqualTo(bad.substring(0, 100));
    assertThat(reject.detail()).startsWith("column 1: want a time");
    int exactly = request(bad).length();
    assertThat(text(Parsed.of(options(false, exactly + 2), request(bad)).rejects().get(0)))
        .isEqualTo(request(bad));
  }

  @Test
  void theRecordsOfARecordOfATopicAreItsParts() {
    String[] values = {
      request(record(1), "{}", record(2)), "no request", "{\"resourceLogs\":[]}", request(record(3))
    };
    BatchParser parser = new BatchParser(options(), new EndpointNames(Map.of(), 10), Parsed.NOW);
    EventColumns c = new EventColumns();
    List<RejectedLine> rejects = new ArrayList<>();
    ParseTally tally = parser.parse(records(70, values), c, rejects::add);
    assertThat(List.of(tally.lines(), tally.events(), tally.rejects(), tally.filtered()))
        .containsExactly(6L, 3L, 2L, 1L);
    assertThat(List.of(c.offset(0), c.offset(1), c.offset(2))).containsExactly(70L, 70L, 73L);
    assertThat(List.of(c.part.value(0), c.part.value(1), c.part.value(2))).containsExactly(0, 2, 0);
    assertThat(c.part.isNull(2)).isFalse();
    assertThat(rejects)
        .extracting(RejectedLine::offset, RejectedLine::part, RejectedLine::reason)
        .containsExactly(tuple(70L, 1, "missing_field"), tuple(71L, null, "bad_json"));
  }

  @Test
  void aLineOfManyRecordsWithALargeResourceIsBounded() {
    String resource =
        "{\"attributes\":[{\"key\":\"big\",\"value\":{\"stringValue\":\""
            + "x".repeat(100_000)
            + "\"}}]}";
    String[] records = new String[1000];
    for (int i = 0; i < records.length; i++) {
      records[i] = record(i + 1);
    }
    Parsed parsed = Parsed.of(options(), requestOf(resource, String.join(",", records)));
    assertThat(parsed.tally().lines()).isEqualTo(1000);
    assertThat(parsed.tally().events()).isBetween(100L, 200L);
    assertThat(parsed.rejects()).allMatch(reject -> reject.reason().equals("too_long"));
    RejectedLine last = parsed.rejects().get(parsed.rejects().size() - 1);
    assertThat(text(last)).isEqualTo(record(1000));
    assertThat(last.detail())
        .isEqualTo(
            "column 1: want at most 16777216 bytes of records in one request, each with its"
                + " resource, got more");
  }

  private static String record(int second) {
    return "{\"timeUnixNano\":\"" + (1_700_000_000L + second) + "000000000\"}";
  }

  private static String request(String... records) {
    return requestOf(RESOURCE, String.join(",", records));
  }

  private static String requestOf(String resource, String records) {
    return "{\"resourceLogs\":[{\"resource\":"
        + resource
        + ",\"scopeLogs\":[{\"scope\":{\"name\":\"app\"},\"logRecords\":["
        + records
        + "]}]}]}";
  }

  private static String text(RejectedLine reject) {
    return new String(reject.raw(), StandardCharsets.UTF_8);
  }

  private static LineBatch records(long firstOffset, String... values) {
    byte[] bytes = String.join("", values).getBytes(StandardCharsets.UTF_8);
    int[] ends = new int[values.length];
    long[] offsets = new long[values.length];
    int end = 0;
    for (int i = 0; i < values.length; i++) {
      end += values[i].getBytes(StandardCharsets.UTF_8).length;
      ends[i] = end;
      offsets[i] = firstOffset + i;
    }
    long to = firstOffset + values.length;
    return new LineBatch(
        LineBatch.Kind.LINES,
        "web",
        "topic-0@id",
        firstOffset,
        to,
        to,
        bytes,
        end,
        offsets,
        ends,
        true,
        1_000,
        0,
        null,
        "{}");
  }

  private static ParseOptions options(boolean keepRaw, int rejectRawLimit) {
    return new ParseOptions(
        "web",
        null,
        format(),
        ZoneOffset.UTC,
        keepRaw,
        Privacy.DEFAULT,
        TrustedProxies.NONE,
        EndpointRules.NONE,
        Duration.ZERO,
        rejectRawLimit);
  }

  private static FieldFormat format() {
    return new FieldFormat(FieldFormat.Kind.OTLP_JSON, Map.of(), Map.of(), null);
  }

  private static ParseOptions options() {
    return ParseOptions.of("web", null, format());
  }
}
