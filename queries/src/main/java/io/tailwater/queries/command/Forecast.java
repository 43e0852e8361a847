package io.tailwater.queries.command;

import io.tailwater.queries.api.SourceBacklog;
import java.util.Arrays;
import java.util.List;

/**
 * What follows for a source.
 *
 * @param now what was measured
 * @param in how many come a second; null while that is not known
 * @param out how many can be read a second; null while that is not known
 * @param most how far it gets behind; null when that has no end or is not known
 * @param seconds until all is read; null when that is never or not known
 */
record Forecast(SourceBacklog now, Double in, Double out, Double most, Double seconds) {

  /**
   * @param givenIn in place of what was measured; null for that
   * @param givenOut in place of the most that was measured; null for that
   * @param pause seconds for which nothing is read first
   */
  static Forecast of(SourceBacklog now, Double givenIn, Double givenOut, double pause) {
    Double in = givenIn != null ? givenIn : now.inPerSecond();
    Double out = givenOut != null ? givenOut : now.mostOutPerSecond();
    if (in == null || out == null) {
      return new Forecast(now, in, out, null, null);
    }
    double most = now.behind() + in * pause;
    Double after = SourceBacklog.secondsToCatchUp(most, in, out);
    return after == null
        ? new Forecast(now, in, out, null, null)
        : new Forecast(now, in, out, most, pause + after);
  }

  List<Object> row() {
    return Arrays.asList(
        now.source(), now.unit(), now.behind(), whole(in), whole(out), whole(most), whole(seconds));
  }

  private static Long whole(Double number) {
    return number == null ? null : (Long) (long) Math.ceil(number);
  }
}
