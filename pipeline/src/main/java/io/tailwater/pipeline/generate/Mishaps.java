package io.tailwater.pipeline.generate;

import java.util.List;

/**
 * What goes wrong with a share of the events: they come hours late, or are no events any more. It
 * is drawn from dice of its own, so that a share of malformed lines changes nothing of the others.
 */
final class Mishaps {
  private static final long HOUR_MICROS = 3_600_000_000L;

  /** Readers wait for events out of order, so an hour is over only some time after its end. */
  private static final long SETTLED_MICROS = 5 * 60_000_000L;

  private static final int LATEST_MINUTES = 180;

  private final Dice lateDice;
  private final Dice defectDice;
  private final double late;
  private final double malformed;

  /**
   * @param late share of the events whose time lies up to three hours before the hour that was
   *     going on five minutes before they come, 0 to 1
   * @param malformed share of the events that no parser takes, 0 to 1
   */
  Mishaps(long seed, double late, double malformed) {
    lateDice = new Dice(Dice.mix(seed + 1));
    defectDice = new Dice(Dice.mix(seed + 2));
    this.late = share("--late", late);
    this.malformed = share("--malformed", malformed);
  }

  static double share(String option, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(option + " must be a share from 0 to 1, got " + share);
    }
    return share;
  }

  /** The time of an event that comes at this one. */
  long time(long tsMicros) {
    if (late == 0 || !lateDice.chance(late)) {
      return tsMicros;
    }
    long settled = tsMicros - SETTLED_MICROS;
    long hour = settled - Math.floorMod(settled, HOUR_MICROS);
    return Math.max(0, hour - 1 - (long) (lateDice.unit() * LATEST_MINUTES * 60_000_000L));
  }

  /** Spoils a request, or leaves it well. */
  void spoil(Request request, List<Defect> possible) {
    request.defect = null;
    if (malformed > 0 && defectDice.chance(malformed)) {
      request.defect = possible.get(defectDice.below(possible.size()));
      request.defectPlace = defectDice.unit();
    }
  }
}
