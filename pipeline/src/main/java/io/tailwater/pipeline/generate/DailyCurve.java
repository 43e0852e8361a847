package io.tailwater.pipeline.generate;

/** How busy the shop is through a day in UTC: quiet at night, busiest in the evening; mean 1. */
final class DailyCurve {
  private static final double[] HOURS = {
    0.55, 0.40, 0.31, 0.27, 0.28, 0.36, 0.52, 0.75, 0.98, 1.14, 1.24, 1.28,
    1.26, 1.22, 1.22, 1.26, 1.33, 1.44, 1.58, 1.68, 1.65, 1.44, 1.10, 0.80
  };
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final long DAY_MICROS = 24 * HOUR_MICROS;
  private static final double MEAN = mean();

  private DailyCurve() {}

  /** The rate at a time as a multiple of the day's mean, from 0.2 to 2. */
  static double at(long tsMicros) {
    long ofDay = Math.floorMod(tsMicros, DAY_MICROS);
    int hour = (int) (ofDay / HOUR_MICROS);
    double into = (double) (ofDay % HOUR_MICROS) / HOUR_MICROS;
    double next = HOURS[(hour + 1) % HOURS.length];
    return (HOURS[hour] + (next - HOURS[hour]) * into) / MEAN;
  }

  /** The mean of the curve over a stretch of time that is not empty. */
  static double mean(long fromMicros, long toMicros) {
    int steps = 24 * 60;
    double step = (double) (toMicros - fromMicros) / steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += at(fromMicros + (long) ((i + 0.5) * step));
    }
    return sum / steps;
  }

  private static double mean() {
    double sum = 0;
    for (double hour : HOURS) {
      sum += hour;
    }
    return sum / HOURS.length;
  }
}
