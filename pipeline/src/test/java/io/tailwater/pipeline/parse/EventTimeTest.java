package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ROOT);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

  private final EventTime time = new EventTime(ZoneOffset.UTC);

  @Test
  void agreesWithJavaTimeOnEverySecondOfFourCenturiesInEveryOffset() {
    long seed = System.nanoTime();
    System.out.println("EventTimeTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      Instant at = Instant.ofEpochSecond(86_400 + (long) (random.nextDouble() * 12_600_000_000L));
      OffsetDateTime there =
          at.atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1681) - 840)));
      assertThat(local(LOCAL.format(there))).as(LOCAL.format(there)).isEqualTo(micros(at));
      assertThat(iso(ISO.format(there))).as(ISO.format(there)).isEqualTo(micros(at));
    }
  }

  @Test
  void remembersNoMoreThanTheVerySameText() {
    assertThat(local("20/May/2015:12:05:17 +0000")).isEqualTo(local("20/May/2015:12:05:17 +0000"));
    long first = local("20/May/2015:12:05:17 +0000");
    assertThat(local("20/May/2015:12:05:18 +0000")).isEqualTo(first + 1_000_000);
    assertThat(local("20/May/2015:12:05:18 +0001")).isEqualTo(first + 1_000_000 - 60_000_000);
    assertThat(local("20/May/2015:12:05:17 +0000")).isEqualTo(first);
    assertThat(local("20/May/2015:12:05:17 +000x")).isNull();
    assertThat(local("20/May/2015:12:05:17 +0000")).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2015-05-20T12:05:17.5Z, 2015-05-20T12:05:17.500Z",
    "2015-05-20 12:05:17.123456789+02:00, 2015-05-20T10:05:17.123456Z",
    "'2015-05-20T12:05:17,25-0330', 2015-05-20T15:35:17.250Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z"
  })
  void readsIsoTimesWithFractionsOffsetsAndLeapSeconds(String text, String expected) {
    assertThat(iso(text)).isEqualTo(micros(Instant.parse(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "29/Feb/2023:00:00:00 +0000", "31/Apr/2023:00:00:00 +0000", "00/May/2015:00:00:00 +0000",
        "20/Mai/2015:12:05:17 +0000", "20/May/2015:24:00:00 +0000", "20/May/2015:12:60:00 +0000",
        "20/May/2015:12:05:61 +0000", "20/May/2015:12:05:60 +0000", "20/May/1969:12:05:17 +0000",
        "20/May/2015:12:05:17 +1900", "20/May/2015:12:05:17 0000", "20/May/2015:12:05:17 +00:0",
        "20-May-2015:12:05:17 +0000", "01/Jan/1970:00:30:00 +0100", "20/May/2015:12:05:1x +0000",
        "20/May/2015", "-", ""
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThat(local(text)).isNull();
  }

  @Test
  void aTimeWithoutAnOffsetIsInTheZoneGiven() {
    EventTime berlin = new EventTime(ZoneId.of("Europe/Berlin"));
    assertThat(read(berlin, "20/May/2015:12:05:17")).isEqualTo("2015-05-20T10:05:17Z");
    assertThat(read(berlin, "20/Dec/2015:12:05:17")).isEqualTo("2015-12-20T11:05:17Z");
    assertThat(read(berlin, "25/Oct/2015:01:59:59")).isEqualTo("2015-10-24T23:59:59Z");
    assertThat(read(berlin, "25/Oct/2015:02:30:00")).isEqualTo("2015-10-25T00:30:00Z");
    assertThat(read(berlin, "25/Oct/2015:03:00:00")).isEqualTo("2015-10-25T02:00:00Z");
    assertThat(read(berlin, "20/May/2015:12:05:17 +0000")).isEqualTo("2015-05-20T12:05:17Z");
  }

  @ParameterizedTest
  @CsvSource({"1700000000.123, 1700000000123000", "0, 0", "1.5, 1500000", "1.123456789, 1123456"})
  void readsSecondsSinceTheEpoch(String text, long micros) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(time.readEpoch(b, 0, b.length)).isTrue();
    assertThat(time.micros()).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".5", "1.", "1.1234567890", "12345678901", "1e9", "-1.0"})
  void whatIsNoSecondsSinceTheEpochIsRefused(String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(time.readEpoch(b, 0, b.length)).isFalse();
  }

  private static String read(EventTime reader, String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(reader.readLocal(b, 0, b.length)).isTrue();
    return Instant.ofEpochSecond(reader.micros() / 1_000_000).toString();
  }

  private Long local(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return time.readLocal(b, 0, b.length) ? time.micros() : null;
  }

  private Long iso(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return time.readIso(b, 0, b.length) ? time.micros() : null;
  }

  private static Long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
  }
}
