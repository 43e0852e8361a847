package io.tailwater.queries.api;

import java.math.BigDecimal;
import java.util.Arrays;

/** Reads {@code q}: quantiles separated by commas. */
final class Quantiles {
  private static final int MOST = 20;

  private Quantiles() {}

  /** Ascending, each from 0 to 1. */
  static double[] parse(String text) {
    String[] parts = text.split(",", -1);
    double[] quantiles = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (parts.length > MOST || !parts[i].matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
        throw new BadParameterException(
            "q",
            "'q' wants up to "
                + MOST
                + " numbers from 0 to 1, as 0.5,0.95,0.99, got '"
                + text
                + "'");
      }
      quantiles[i] = Double.parseDouble(parts[i]);
    }
    Arrays.sort(quantiles);
    return quantiles;
  }

  /** 0.95 is {@code p95_ms}, 0.999 is {@code p99_9_ms}. */
  static String nameOf(double quantile) {
    String percent =
        BigDecimal.valueOf(quantile).movePointRight(2).stripTrailingZeros().toPlainString();
    return "p" + percent.replace('.', '_') + "_ms";
  }
}
