package io.tailwater.pipeline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.pipeline.explain.ParseCounts;
import io.tailwater.pipeline.explain.ParseRun;
import io.tailwater.pipeline.parse.FormatException;
import io.tailwater.pipeline.parse.LogFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTrafficTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void theSameSeedGivesTheSameBytesWhateverTheLocale() throws IOException {
    byte[] first = bytes(null, 5_000, 7, DAY, true);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(bytes(null, 5_000, 7, DAY, true)).isEqualTo(first);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(bytes(null, 5_000, 8, DAY, true)).isNotEqualTo(first);
  }

  @Test
  void theBytesOfASeedNeverChange() throws IOException {
    byte[] lines = bytes("common", 5_000, 7, DAY, false);
    assertThat(new String(lines, StandardCharsets.US_ASCII))
        .startsWith(
            "192.0.2.73 - - [20/Nov/2026:00:00:23 +0000] \"GET /images/products/1837.webp HTTP/2.0\""
                + " 200 46000\n");
    CRC32 crc = new CRC32();
    crc.update(lines);
    assertThat(crc.getValue()).isEqualTo(761464100L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GeneratedTraffic.DEFAULT_FORMAT,
        "combined",
        "common",
        "$msec $request_method $scheme://$host$uri$is_args$args $status $gzip_ratio $upstream_status"
      })
  void everyLineParses(String format) throws IOException {
    StringWriter said = new StringWriter();
    ParseRun run =
        new ParseRun(
            ParseOptions.of("web", "shop", LogFormat.compile(format)),
            false,
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(said));
    byte[] lines = bytes(format, 20_000, 3, DAY, true);
    ParseCounts counts = run.run(new ByteArrayInputStream(lines), "generated");
    assertThat(counts.rejectedShare()).as(said.toString()).isZero();
    assertThat(said.toString()).contains("20,000 events");
  }

  @Test
  void timeNeverGoesBackAndCoversTheSpan() throws IOException {
    List<Double> times =
        lines("$msec", 20_000, 3, Duration.ofHours(6), false).map(Double::valueOf).toList();
    assertThat(times).isSorted();
    double start = MIDNIGHT.getEpochSecond();
    assertThat(times.get(0) - start).isBetween(0.0, 60.0);
    assertThat(times.get(times.size() - 1) - start).isBetween(21_000.0, 21_600.0);
  }

  @Test
  void eveningsAreBusierThanNights() throws IOException {
    List<String> hours = lines("$time_iso8601", 50_000, 5, DAY, false).toList();
    long night = hours.stream().filter(t -> t.startsWith("2026-11-20T03")).count();
    long evening = hours.stream().filter(t -> t.startsWith("2026-11-20T19")).count();
    assertThat((double) evening / night).isBetween(5.0, 7.5);
  }

  @Test
  void anIncidentMakesOnlyCheckoutSlowAndFailing() throws IOException {
    List<String[]> rows =
        lines("$msec $uri $status $request_time", 200_000, 11, DAY, true)
            .map(line -> line.split(" "))
            .toList();
    Incident incident = Incident.within(Arrivals.micros(MIDNIGHT), DAY.toNanos() / 1000, 11);
    Predicate<String[]> during =
        row -> incident.covers((long) (Double.parseDouble(row[0]) * 1000) * 1000);
    Predicate<String[]> checkout = row -> row[1].equals("/checkout");
    assertThat(errorShare(rows, checkout.and(during))).isBetween(0.3, 0.5);
    assertThat(errorShare(rows, checkout.and(during.negate()))).isLessThan(0.02);
    assertThat(errorShare(rows, checkout.negate().and(during))).isLessThan(0.02);
    double usual = medianSeconds(rows, checkout.and(during.negate()));
    assertThat(usual).isBetween(0.15, 0.25);
    assertThat(medianSeconds(rows, checkout.and(during)) / usual).isBetween(6.0, 10.0);
  }

  @Test
  void latenciesHaveATail() throws IOException {
    List<Double> products =
        lines("$msec $request_method:$uri $request_time", 100_000, 2, DAY, false)
            .map(line -> line.split(" "))
            .filter(row -> row[1].startsWith("GET:/products/"))
            .map(row -> Double.valueOf(row[2]))
            .sorted()
            .toList();
    double median = products.get(products.size() / 2);
    assertThat(median).isBetween(0.024, 0.031);
    assertThat(products.get(products.size() * 999 / 1000)).isGreaterThan(5 * median);
  }

  @Test
  void anUnknownVariableIsNamed() {
    assertThatThrownBy(() -> bytes("$time_local $remote_adr", 1, 1, DAY, false))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("$remote_adr")
        .hasMessageContaining("did you mean $remote_addr?");
  }

  private static double errorShare(List<String[]> rows, Predicate<String[]> which) {
    List<String[]> chosen = rows.stream().filter(which).toList();
    assertThat(chosen).hasSizeGreaterThan(100);
    return (double) chosen.stream().filter(row -> row[2].startsWith("5")).count() / chosen.size();
  }

  private static double medianSeconds(List<String[]> rows, Predicate<String[]> which) {
    List<Double> sorted =
        rows.stream().filter(which).map(row -> Double.valueOf(row[3])).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static Stream<String> lines(
      String format, long count, long seed, Duration span, boolean incident) throws IOException {
    return new String(bytes(format, count, seed, span, incident), StandardCharsets.US_ASCII)
        .lines();
  }

  private static byte[] bytes(String format, long count, long seed, Duration span, boolean incident)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TrafficRun(
            new TrafficRun.Options(format, null, count, seed, MIDNIGHT, span, incident, 0, 0),
            Clock.fixed(MIDNIGHT, ZoneOffset.UTC))
        .write(out, true);
    return out.toByteArray();
  }
}
