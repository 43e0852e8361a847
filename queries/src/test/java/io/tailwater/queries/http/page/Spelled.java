package io.tailwater.queries.http.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the page has to spell the API's values; written again here, so that neither is believed. */
final class Spelled {
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private Spelled() {}

  /** A number of things below a million. */
  static String count(JsonNode value) {
    return isNone(value) ? "–" : count(value.asLong());
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share of 1. */
  static String percent(double share) {
    return share > 0 && share < 0.0001 ? "< 0.01 %" : three(share * 100) + " %";
  }

  static String percent(JsonNode share) {
    return isNone(share) ? "–" : percent(share.asDouble());
  }

  /** A latency. */
  static String ms(JsonNode value) {
    if (isNone(value)) {
      return "–";
    }
    double ms = value.asDouble();
    if (ms == 0) {
      return "0 ms";
    }
    if (ms < 1) {
      return three(ms * 1000) + " µs";
    }
    if (ms < 1000) {
      return three(ms) + " ms";
    }
    return ms < 120_000 ? three(ms / 1000) + " s" : three(ms / 60_000) + " min";
  }

  static String bytes(JsonNode value) {
    double rest = value.asDouble();
    int unit = 0;
    while (rest >= 1024 * 0.9995) {
      rest /= 1024;
      unit++;
    }
    return three(rest) + new String[] {" B", " KiB", " MiB", " GiB"}[unit];
  }

  /** How a number became another one. */
  static String change(double before, double now) {
    double ratio = now / before - 1;
    if (Math.abs(ratio) < 0.005) {
      return "unchanged";
    }
    String size =
        Math.abs(ratio) >= 10 ? three(ratio + 1) + " ×" : three(Math.abs(ratio) * 100) + " %";
    return (ratio > 0 ? "▲ up " : "▼ down ") + size;
  }

  /** A time in UTC, to the minute. */
  static String time(String instant) {
    return MINUTE.format(Instant.parse(instant));
  }

  static String three(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(THREE).stripTrailingZeros();
    return String.format(
        Locale.ROOT,
        "%,." + Math.max(0, rounded.scale()) + "f",
        rounded.setScale(Math.max(0, rounded.scale())));
  }

  private static boolean isNone(JsonNode value) {
    return value == null || value.isNull() || value.isMissingNode();
  }
}
