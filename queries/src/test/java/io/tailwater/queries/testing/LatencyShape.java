package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.LatencyBuckets;
import java.util.Random;

/** Kinds of latencies, each of which has broken some estimate of quantiles. In milliseconds. */
public enum LatencyShape {
  LOG_NORMAL,
  /** A mean that does not exist: the largest is as large as all others together. */
  HEAVY_TAIL,
  CONSTANT,
  ZEROS,
  SOME_ZEROS,
  ONE_VALUE,
  /** From nearly nothing to hours, nothing between. */
  TWO_FAR_VALUES,
  BELOW_A_MICROSECOND,
  HOURS,
  /** On the bounds of buckets and a bit beside. */
  ON_BOUNDS,
  MISSING,
  SOME_MISSING;

  /** How many events are made of it; a few shapes are about a number of their own. */
  public int count(Random random, int most) {
    return switch (this) {
      case ONE_VALUE -> 1;
      case TWO_FAR_VALUES -> 2 + random.nextInt(3);
      default -> 1 + random.nextInt(most);
    };
  }

  /** A latency; null for none. */
  public Double next(Random random) {
    return switch (this) {
      case LOG_NORMAL, ONE_VALUE -> logNormal(random);
      case HEAVY_TAIL -> 3 * Math.pow(1 - random.nextDouble(), -1 / 0.7);
      case CONSTANT -> 250.0;
      case ZEROS -> 0.0;
      case SOME_ZEROS -> random.nextInt(3) > 0 ? 0.0 : logNormal(random);
      case TWO_FAR_VALUES -> random.nextBoolean() ? 0.05 : 5 * 3_600_000.0;
      case BELOW_A_MICROSECOND -> 0.001 * random.nextDouble();
      case HOURS -> 3_600_000 * (1 + 100 * random.nextDouble());
      case ON_BOUNDS -> onBound(random);
      case MISSING -> null;
      case SOME_MISSING -> random.nextBoolean() ? null : logNormal(random);
    };
  }

  private static double logNormal(Random random) {
    return Math.exp(random.nextGaussian() * 1.5 + 4);
  }

  private static double onBound(Random random) {
    double bound = LatencyBuckets.upperBound(random.nextInt(400) - 200) * 1000;
    return switch (random.nextInt(3)) {
      case 0 -> Math.nextDown(bound);
      case 1 -> bound;
      default -> Math.nextUp(bound);
    };
  }
}
