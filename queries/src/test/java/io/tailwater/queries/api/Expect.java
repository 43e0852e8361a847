package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.testing.Oracle;

/** Holds answers against plain counts over events. */
final class Expect {
  private Expect() {}

  static void numbers(Numbers numbers, Oracle expected) {
    assertThat(numbers.requests()).isEqualTo(expected.requests());
    assertThat(numbers.clientErrors()).isEqualTo(expected.withStatus(400, 499));
    assertThat(numbers.serverErrors()).isEqualTo(expected.withStatus(500, 599));
    assertThat(numbers.bytes()).isEqualTo(expected.bytes());
    quantile(numbers.p50Ms(), expected, 0.5);
    quantile(numbers.p95Ms(), expected, 0.95);
    quantile(numbers.p99Ms(), expected, 0.99);
  }

  static void quantile(Double got, Oracle group, double q) {
    Double exact = group.quantileMs(q);
    if (exact == null) {
      assertThat(got).isNull();
    } else {
      // Answers are rounded to the microsecond.
      assertThat(got)
          .isCloseTo(exact, within(exact * LatencyBuckets.RELATIVE_ERROR * 1.0001 + 0.0005));
    }
  }
}
