package io.tailwater.queries.lake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a session of a store reads.
 *
 * @param lake the cut
 * @param load number of the load that brought it; rows of later ones do not belong to it
 * @param firstHour first hour whose rollups are in memory; {@link Integer#MIN_VALUE} for all hours
 * @param days which load last touched each day
 * @param known what was found out about the cut, once for all sessions
 */
record Published(
    LakeAtCut lake, long load, int firstHour, DayVersions days, Map<Object, Object> known) {

  Published(LakeAtCut lake, long load, int firstHour, DayVersions days) {
    this(lake, load, firstHour, days, new ConcurrentHashMap<>());
  }

  /**
   * The same cut in tables that have changed since. What was known of it may have named numbers in
   * them that mean something else now.
   *
   * @param hour first hour that is in memory now
   */
  Published later(int hour) {
    return new Published(lake, load, hour, days);
  }
}
