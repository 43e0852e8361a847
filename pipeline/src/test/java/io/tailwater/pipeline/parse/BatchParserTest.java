package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchParserTest {
  private static final String SMALL =
      "$msec $status $bytes_sent $request_time $upstream_response_time";
  private static final String GOOD = "1700000000.000 200 1 0.1 -";

  @Test
  void blankLinesAreFilteredAndCarriageReturnsDropped() {
    Parsed parsed = Parsed.of(SMALL, GOOD + "\r", "", " \t", "\r", "bad", GOOD);
    assertThat(parsed.tally().lines()).isEqualTo(6);
    assertThat(parsed.tally().events()).isEqualTo(2);
    assertThat(parsed.tally().filtered()).isEqualTo(3);
    assertThat(parsed.tally().rejects()).isEqualTo(1);
    assertThat(parsed.columns().upstreamMs.isNull(0)).isTrue();
  }

  @Test
  void offsetsAreThoseOfTheStream() {
    byte[] bytes = (GOOD + "\n\nbad\n" + GOOD).getBytes(StandardCharsets.UTF_8);
    List<RejectedLine> rejects = new ArrayList<>();
    EventColumns columns = new EventColumns();
    ParseTally tally = parser(SMALL).parse(Parsed.batch(bytes, 5000), columns, rejects::add);
    assertThat(tally.fromOffset()).isEqualTo(5000);
    assertThat(tally.toOffset()).isEqualTo(5000 + bytes.length);
    assertThat(columns.offset(0)).isEqualTo(5000);
    assertThat(rejects.get(0).offset()).isEqualTo(5000 + GOOD.length() + 2);
    assertThat(columns.offset(1)).isEqualTo(5000 + GOOD.length() + 6);
    assertThat(columns.stream()).isEqualTo("access.log#1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x 200 1 0.1 -|bad_time|column 1: want seconds since 1970 as 1432123517.123 for $msec, got 'x'",
        "1.0 99 1 0.1 -|bad_status|column 5: want a status from 100 to 599 or - for $status, got '99'",
        "1.0 600 1 0.1 -|bad_status|column 5: want a status from 100 to 599 or - for $status, got '600'",
        "1.0 2x0 1 0.1 -|bad_status|column 5: want a status from 100 to 599 or - for $status, got '2x0'",
        "1.0 200 1k 0.1 -|bad_number|column 9: want a count of bytes or - for $bytes_sent, got '1k'",
        "1.0 200 1 0,1 -|bad_number|column 11: want seconds as 0.123 or - for $request_time, got '0,1'",
        "1.0 200 1 0.1 x|bad_number|column 15: want seconds as 0.123, a list of them, or - for"
            + " $upstream_response_time, got 'x'",
        "1.0 200|no_match|column 8: want ' ' after $status, got end of line",
        "1795219501.0 200 1 0.1 -|too_far_in_future|column 1: want a time up to"
            + " 2026-11-21T00:05:00Z for $msec, got '1795219501.0'"
      })
  void aRejectSaysWhereWhatGotWant(String line, String reason, String detail) {
    Parsed parsed = Parsed.of(SMALL, line);
    RejectedLine reject = parsed.rejects().get(0);
    assertThat(reject.reason()).isEqualTo(reason);
    assertThat(reject.detail()).isEqualTo(detail);
    assertThat(parsed.columns().rows()).isZero();
    assertThat(reject.receivedAtMicros()).isEqualTo(1_000_000L);
  }

  @Test
  void onlyTheTimeIsRequired() {
    Parsed parsed = Parsed.of(SMALL, "1.0 - - - -");
    assertThat(parsed.tally().events()).isEqualTo(1);
    assertThat(parsed.columns().status.isNull(0)).isTrue();
    assertThat(parsed.columns().bytes.isNull(0)).isTrue();
    assertThat(parsed.columns().latencyMs.isNull(0)).isTrue();
    assertThat(Parsed.of(SMALL, "- 200 1 0.1 -").rejects().get(0).reason()).isEqualTo("bad_time");
  }

  @Test
  void aRejectedRowLeavesNothingBehind() {
    String format = "$remote_addr $host $scheme $status [$time_local]";
    Parsed parsed =
        Parsed.of(format, "10.0.0.1 h https 200 [bad]", "- - - - [01/Jan/2020:00:00:00 Z]");
    assertThat(parsed.columns().rows()).isEqualTo(1);
    assertThat(parsed.columns().clientIp.isNull(0)).isTrue();
    assertThat(parsed.columns().host.isNull(0)).isTrue();
    assertThat(parsed.columns().attributes.isNull(0)).isTrue();
    assertThat(parsed.columns().status.isNull(0)).isTrue();
  }

  @Test
  void eventsAreCountedByHour() {
    Parsed parsed = Parsed.of("$msec", "7201.0", "3599.0", "0.0", "7200.5", "10800.0");
    assertThat(parsed.tally().hours()).containsExactly(0, 2, 3);
    assertThat(parsed.tally().hourEvents()).containsExactly(2, 2, 1);
    assertThat(parsed.tally().minTsMicros()).isZero();
    assertThat(parsed.tally().maxTsMicros()).isEqualTo(10_800_000_000L);
    assertThat(Parsed.of("$msec", "bad").tally().minTsMicros()).isNull();
  }

  @Test
  void aLineOverTheLimitIsOneReject() {
    byte[] head = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
    LineBatch batch = batch(LineBatch.Kind.TOO_LONG, 10, 5010, head);
    List<RejectedLine> rejects = new ArrayList<>();
    ParseTally tally = parser(SMALL).parse(batch, new EventColumns(), rejects::add);
    assertThat(tally.lines()).isEqualTo(1);
    assertThat(rejects.get(0).reason()).isEqualTo("too_long");
    assertThat(rejects.get(0).detail()).contains("5000 bytes");
    assertThat(rejects.get(0).raw()).isEqualTo(head);
    assertThat(rejects.get(0).offset()).isEqualTo(10);
  }

  @Test
  void lostBytesHaveNoLines() {
    LineBatch lost = batch(LineBatch.Kind.LOST, 10, 50, new byte[0]);
    EventColumns columns = new EventColumns();
    ParseTally tally = parser(SMALL).parse(lost, columns, line -> {});
    assertThat(tally.lines()).isZero();
    assertThat(tally.toOffset()).isEqualTo(50);
    assertThat(columns.rows()).isZero();
  }

  @Test
  void aParserGoesFromBatchToBatchAndFromColumnsToColumns() {
    BatchParser parser = parser("$msec $uri");
    EventColumns one = new EventColumns();
    EventColumns two = new EventColumns();
    byte[] a = "1.0 /a\n2.0 /b".getBytes(StandardCharsets.UTF_8);
    byte[] b = "1.0 /b".getBytes(StandardCharsets.UTF_8);
    assertThat(parser.parse(Parsed.batch(a, 0), one, line -> {}).events()).isEqualTo(2);
    assertThat(parser.parse(Parsed.batch(b, 20), two, line -> {}).events()).isEqualTo(1);
    assertThat(two.endpoint.string(0)).isEqualTo("/b");
    assertThat(parser.parse(Parsed.batch(b, 30), one, line -> {}).lines()).isEqualTo(1);
    assertThat(one.endpoint.string(0)).isEqualTo("/b");
    assertThat(one.rows()).isEqualTo(1);
  }

  @Test
  void theRawLineIsKeptWhenAskedForAndRejectsAreCut() {
    ParseOptions options =
        new ParseOptions(
            "web",
            null,
            LogFormat.compile("$msec $http_x"),
            ZoneOffset.UTC,
            true,
            Privacy.DEFAULT,
            TrustedProxies.NONE,
            EndpointRules.NONE,
            Duration.ZERO,
            4);
    byte[] bytes = "1.0 a\\x22\n1.0 \u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
    Parsed parsed = Parsed.of(options, bytes);
    assertThat(parsed.columns().raw.string(0)).isEqualTo("1.0 a\\x22");
    assertThat(parsed.columns().raw.string(1)).isEqualTo("1.0 \uFFFD");
    assertThat(parsed.columns().service.isNull(0)).isTrue();
    assertThat(Parsed.of(options, "rejected").rejects().get(0).raw()).hasSize(4);
  }

  @Test
  void invalidUtf8IsAnEventAndKeepsItsBytesInARejectedLine() {
    byte[] bytes = "1.0 200 \u00fc\nx\u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
    Parsed parsed = Parsed.of(Parsed.options("$msec $status $http_x"), bytes);
    assertThat(parsed.columns().attributes.map(0)).containsEntry("http_x", "\uFFFD");
    assertThat(parsed.rejects().get(0).raw()).isEqualTo(new byte[] {'x', (byte) 0xFC});
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() {
    Parsed parsed = Parsed.of("$msec $status", "\uFEFF1.0 200", "2.0 200");
    assertThat(parsed.tally().events()).isEqualTo(2);
  }

  @Test
  void aRecordIsOneLineWithItsOwnPosition() {
    String[] records = {"1.0 a\n", "", "2.0 a\nb", " \r\n", "x", "3.0 \u00fc"};
    long[] offsets = {5, 6, 9, 10, 12, 20};
    int[] ends = new int[records.length];
    byte[] bytes = String.join("", records).getBytes(StandardCharsets.UTF_8);
    int end = 0;
    for (int i = 0; i < records.length; i++) {
      end += records[i].getBytes(StandardCharsets.UTF_8).length;
      ends[i] = end;
    }
    LineBatch batch =
        new LineBatch(
            LineBatch.Kind.LINES,
            "web",
            "s",
            5,
            30,
            30,
            bytes,
            bytes.length,
            offsets,
            ends,
            true,
            1L,
            0,
            null,
            "{}");
    EventColumns columns = new EventColumns();
    List<RejectedLine> rejects = new ArrayList<>();
    ParseTally tally = parser("$msec $http_x").parse(batch, columns, rejects::add);
    assertThat(List.of(tally.events(), tally.rejects(), tally.filtered()))
        .containsExactly(3L, 1L, 2L);
    assertThat(List.of(columns.offset(0), columns.offset(1), columns.offset(2)))
        .containsExactly(5L, 9L, 20L);
    assertThat(columns.attributes.map(0)).containsEntry("http_x", "a");
    assertThat(columns.attributes.map(1)).containsEntry("http_x", "a\nb");
    assertThat(columns.attributes.map(2)).containsEntry("http_x", "\u00fc");
    assertThat(rejects).extracting(RejectedLine::offset).containsExactly(12L);
    assertThat(rejects.get(0).raw()).isEqualTo(new byte[] {'x'});
  }

  private static BatchParser parser(String format) {
    return new BatchParser(Parsed.options(format), new EndpointNames(Map.of(), 1000), Parsed.NOW);
  }

  private static LineBatch batch(LineBatch.Kind kind, long from, long to, byte[] bytes) {
    return new LineBatch(
        kind, "web", "s", from, to, to, bytes, bytes.length, true, 1L, 0, null, "{}");
  }
}
