package io.tailwater.queries.api;

import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The points of a range on the grid of a step, which begins with the epoch.
 *
 * @param step width of a point
 * @param first number of the first point since the epoch
 * @param points how many
 */
record Grid(Step step, long first, int points) {

  static Grid of(TimeRange range, Step step) {
    long first = Math.floorDiv(Micros.of(range.from()), step.micros());
    long last = Math.floorDiv(Micros.of(range.to()) - 1, step.micros());
    return new Grid(step, first, (int) (last - first) + 1);
  }

  /** The number of a fact's point since the epoch, over the columns of {@link Facts}. */
  Sql slot() {
    return Sql.of("(at_us // " + step.micros() + ")");
  }

  /** Start of each point. */
  List<Instant> time() {
    List<Instant> time = new ArrayList<>(points);
    for (int i = 0; i < points; i++) {
      time.add(start(i));
    }
    return time;
  }

  Instant start(int point) {
    return Instant.EPOCH.plus((first + point) * step.micros(), ChronoUnit.MICROS);
  }

  /** The grid as many steps earlier. */
  Grid earlier(long steps) {
    return new Grid(step, first - steps, points);
  }
}
