package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.config.FieldMeaning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that are none, or that try to be too much. */
class JsonRejectTest {
  private static final String TIME = "\"ts\":1700000000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"ts\":1,\"a\":tru}|bad_json|column 13: want a value, got 'tru}'",
        "{\"ts\":1,\"a\":\"b|bad_json|column 15: want '\"' closing a string, got end of line",
        "{\"ts\":1,\"a\"|bad_json|column 12: want ':' after a name, got end of line",
        "{\"ts\":1,|bad_json|column 9: want '\"' opening a name, got end of line",
        "{\"ts\":1,}|bad_json|column 9: want '\"' opening a name, got '}'",
        "{\"ts\":1|bad_json|column 8: want ',' or '}' after a value, got end of line",
        "{|bad_json|column 2: want '\"' opening a name, or '}', got end of line",
        "[{\"ts\":1}]|bad_json|column 1: want '{' opening an object, got '[{\"ts\":1}]'",
        "{\"ts\":1} {\"ts\":2}|bad_json|column 10: want end of line after the object, got '{\"ts\":2}'",
        "{\"ts\":01}|bad_json|column 8: want no digit after a leading 0, got '1}'",
        "{\"ts\":1.}|bad_json|column 9: want a digit, got '}'",
        "{\"ts\":1,\"a\":\"\\x22\"}|bad_json|column 14: want one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000,"
            + " got '\\x22\"}'",
        "{\"ts\":1,\"a\":[1,{\"b\" 2}]}|bad_json|column 21: want ':' after a name, got '2}]}'",
        "{\"ts\":1,\"a\":[1 2]}|bad_json|column 16: want ',' or ']' after a value, got '2]}'",
        "{\"a\":1}|missing_field|column 8: want a time in a field called ts, @timestamp, timestamp"
            + " or time, or named under fields, got none",
        "{\"ts\":\"soon\"}|bad_time|column 8: want a time as 2015-05-20T12:05:17Z,"
            + " 20/May/2015:12:05:17 +0000 or 1432123517 for ts, got 'soon'",
        "{\"ts\":1e30}|bad_time|column 7: want a time as 2015-05-20T12:05:17Z,"
            + " 20/May/2015:12:05:17 +0000 or 1432123517 for ts, got '1e30'",
        "{\"ts\":1,\"status\":99}|bad_status|column 18: want a status from 100 to 599 or - for status,"
            + " got '99'",
        "{\"ts\":1,\"é\":0,\"status\":\"ok\"}|bad_status|column 25: want a status from 100 to 599 or - for"
            + " status, got 'ok'",
        "{\"ts\":1,\"bytes\":123456789012345678901234567890}|bad_number|column 17: want a count of bytes"
            + " or - for bytes, got '123456789012345678901234567890'",
        "{\"ts\":1,\"latency_s\":1e300}|bad_number|column 21: want a duration in s, not negative for"
            + " latency_s, got '1e300'",
        "{\"ts\":1,\"latency_s\":-1}|bad_number|column 21: want a duration in s, not negative for"
            + " latency_s, got '-1'",
        "{\"ts\":1795219501}|too_far_in_future|column 7: want a time up to 2026-11-21T00:05:00Z for ts,"
            + " got '1795219501'"
      })
  void aRejectSaysWhereWhatGotWant(String line, String reason, String detail) {
    Parsed parsed = Parsed.of(json(Map.of()), line);
    assertThat(parsed.rejects()).hasSize(1);
    assertThat(parsed.rejects().get(0).reason()).isEqualTo(reason);
    assertThat(parsed.rejects().get(0).detail()).isEqualTo(detail);
    assertThat(parsed.columns().rows()).isZero();
  }

  @Test
  void aPlaceIsToldInTheLineAsItWasWritten() {
    Parsed parsed =
        Parsed.of(json(Map.of()), "{\"ts\":1,\"m\":\"\\u00fc\\n\",\"status\":\"\\u0078\"}");
    assertThat(parsed.rejects().get(0).detail()).startsWith("column 34: ");
  }

  @Test
  void surrogatesInPairsAreACharacterAndAloneAReplacement() {
    EventColumns c =
        one("{" + TIME + ",\"a\":\"\\ud83d\\ude00\",\"b\":\"x\\ud83d\",\"c\":\"\\ude00\\ud83d\"}");
    assertThat(c.attributes.map(0))
        .isEqualTo(Map.of("a", "\uD83D\uDE00", "b", "x\uFFFD", "c", "\uFFFD\uFFFD"));
  }

  @Test
  void whatIsNoUtf8IsReplacedAndTheRawDocumentIsValid() {
    byte[] line = ("{" + TIME + ",\"a\":\"\u00fc\"}\n").getBytes(StandardCharsets.ISO_8859_1);
    EventColumns c = Parsed.of(keepingRaw(), line).columns();
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("a", "\uFFFD"));
    assertThat(c.raw.string(0)).isEqualTo("{" + TIME + ",\"a\":\"\uFFFD\"}");
  }

  @Test
  void theRawDocumentIsKeptAsItWasWritten() {
    String line = "{" + TIME + ",\"a\":\"\\u00fc\\n\", \"b\":\"é\"}";
    assertThat(Parsed.of(keepingRaw(), line).columns().raw.string(0)).isEqualTo(line);
  }

  @Test
  void depthIsBoundedAndTakesNoStack() {
    assertThat(one(nested(63, "{\"a\":", "}")).attributes.end(0)).isEqualTo(1);
    assertThat(one(nested(63, "[", "]")).attributes.end(0)).isEqualTo(1);
    for (int depth : new int[] {64, 65, 100, 400_000}) {
      for (String open : new String[] {"{\"a\":", "[", "[{\"a\":"}) {
        Parsed parsed = Parsed.of(json(Map.of()), "{" + TIME + ",\"x\":" + open.repeat(depth));
        assertThat(parsed.rejects().get(0).reason()).isEqualTo("bad_json");
        assertThat(parsed.rejects().get(0).detail())
            .contains("want at most 64 levels of objects and arrays");
      }
    }
  }

  @Test
  void aHugeNumberIsKeptAsItIsWrittenWhereNoColumnCountsWithIt() {
    String digits = "9".repeat(10_000);
    String line = "{" + TIME + ",\"a\":%s,\"b\":-1e999999999,\"c\":[1e-400],\"d\":0.%1$s}";
    assertThat(one(line.formatted(digits)).attributes.map(0))
        .isEqualTo(Map.of("a", digits, "b", "-1e999999999", "c", "[1e-400]", "d", "0." + digits));
    for (String column : new String[] {"bytes", "ts_ms", "latency_ns", "status"}) {
      Parsed parsed = Parsed.of(json(Map.of()), "{" + TIME + ",\"" + column + "\":" + digits + "}");
      assertThat(parsed.tally().events()).as(column).isEqualTo(column.equals("ts_ms") ? 1 : 0);
    }
  }

  @Test
  void anOversizedDocumentIsReadWholeAndItsRejectIsCutToTheLimit() {
    String value = "v".repeat(900_000);
    assertThat(one("{" + TIME + ",\"a\":\"" + value + "\"}").attributes.map(0))
        .isEqualTo(Map.of("a", value));
    Parsed parsed = Parsed.of(keepingRaw(), "{\"" + value + "\":1,\"a\":\"" + value + "\"}");
    assertThat(parsed.rejects().get(0).reason()).isEqualTo("missing_field");
    assertThat(parsed.rejects().get(0).raw()).hasSize(64);
  }

  @Test
  void aKeyThatComesAgainCountsOnceWithItsLastValueAtEveryDepth() {
    EventColumns c =
        one(
            "{\"ts\":1,\"a\":1,\"o\":{\"k\":1,\"k\":2},\"o\":{\"k\":3},\"a\":{\"b\":4},\"a\":5,"
                + TIME
                + "}");
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("a", "5", "o.k", "3", "a.b", "4"));
    assertThat(c.tsMicros(0)).isEqualTo(1_700_000_000_000_000L);
  }

  @Test
  void aDocumentCutAnywhereIsOneReject() {
    String line = "{" + TIME + ",\"a\":[1,{\"b\":\"\\u00e9\"}],\"o\":{\"x\":true,\"y\":-1.5e3}}";
    for (int cut = 1; cut < line.length(); cut++) {
      Parsed parsed = Parsed.of(json(Map.of()), line.substring(0, cut));
      assertThat(parsed.tally().rejects()).as(line.substring(0, cut)).isEqualTo(1);
      assertThat(parsed.rejects().get(0).reason()).isEqualTo("bad_json");
    }
  }

  @Test
  void namesWithoutEndStayWithinBoundsAndLoseNothing() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 6000; i++) {
      lines.append("{").append(TIME).append(",\"k").append(i).append("\":{\"v\":").append(i);
      lines.append("}}\n");
    }
    Parsed parsed = Parsed.of(json(Map.of()), lines.toString().getBytes(StandardCharsets.UTF_8));
    EventColumns c = parsed.columns();
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("k0.v", "0"));
    assertThat(c.attributes.map(5999)).isEqualTo(Map.of("{other}", "{\"k5999\":{\"v\":5999}}"));
    assertThat(c.attributes.keys().size()).isLessThan(6000);
    assertThat(parsed.tally().valueOverflow()).isBetween(1000L, 6000L);
    Parsed known =
        Parsed.of(json(Map.of()), lines + "{" + TIME + ",\"http\":{\"status_code\":404}}");
    assertThat(known.columns().status.value(6000)).isEqualTo(404);
  }

  @Test
  void anEmptyNameIsOneOfItsOwnAlsoAfterNamesThatFoundNoRoom() {
    String name = "n".repeat(300);
    String line = "{" + TIME + ",\"%s\":1}";
    Parsed parsed =
        Parsed.of(json(Map.of()), line.formatted(name), line.formatted(""), line.formatted(""));
    assertThat(parsed.columns().attributes.map(1)).isEqualTo(Map.of("", "1"));
    assertThat(parsed.columns().attributes.map(2)).isEqualTo(Map.of("", "1"));
  }

  @Test
  void aNameThatIsTooLongOrTakenIsKeptAmongTheOthers() {
    String name = "n".repeat(300);
    EventColumns c =
        one("{" + TIME + ",\"" + name + "\" : \"\\t\",\"{other}\":2,\"a\":{\"" + name + "\":[]}}");
    assertThat(c.attributes.map(0))
        .isEqualTo(
            Map.of("{other}", "{\"" + name + "\" : \"\\t\",\"{other}\":2,\"" + name + "\":[]}"));
  }

  private static String nested(int levels, String open, String close) {
    return "{" + TIME + ",\"x\":" + open.repeat(levels) + "1" + close.repeat(levels) + "}";
  }

  private static EventColumns one(String line) {
    Parsed parsed = Parsed.of(json(Map.of()), line.replace("\n", ""));
    assertThat(parsed.rejects()).isEmpty();
    assertThat(parsed.columns().rows()).isEqualTo(1);
    return parsed.columns();
  }

  private static ParseOptions json(Map<String, FieldMeaning> fields) {
    return ParseOptions.of(
        "web", "shop", new FieldFormat(FieldFormat.Kind.JSON, fields, Map.of(), null));
  }

  private static ParseOptions keepingRaw() {
    return new ParseOptions(
        "web",
        null,
        FieldFormat.json(),
        ZoneOffset.UTC,
        true,
        Privacy.DEFAULT,
        TrustedProxies.NONE,
        EndpointRules.NONE,
        Duration.ZERO,
        64);
  }
}
