package io.tailwater.pipeline.generate;

/** How long answers take: log-normal, with a slow mode and a long tail. */
final class Latency {
  private static final double SLOW_SHARE = 0.04;
  private static final double SLOWER = 5;
  private static final double TAIL_SHARE = 0.003;
  private static final double LONGEST_MS = 60_000;

  private Latency() {}

  /** Milliseconds that one answer takes, 0 to a minute. */
  static double drawMs(Endpoint endpoint, Dice dice) {
    double ms = endpoint.medianMs() * StrictMath.exp(endpoint.spread() * dice.normal());
    double mode = dice.unit();
    if (mode < TAIL_SHARE) {
      ms *= SLOWER / StrictMath.sqrt(1 - dice.unit());
    } else if (mode < TAIL_SHARE + SLOW_SHARE) {
      ms *= SLOWER;
    }
    return Math.min(ms, LONGEST_MS);
  }
}
