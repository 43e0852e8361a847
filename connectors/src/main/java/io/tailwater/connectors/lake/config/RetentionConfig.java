package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long data is kept, counted from the later of the event's day and the day of its commit. The
 * ledger is kept as long as the rollups, and as long as what it tells of.
 *
 * @param events age at which events go, at least 1 day
 * @param requestsHourly age at which rollups go, at least as long as events
 * @param rejects age at which rejected lines go, at least 1 day
 * @param snapshotsAll time for which every snapshot is kept, at least 1 minute
 * @param snapshotsHourly time for which one snapshot an hour is kept, at least {@code snapshotsAll}
 */
public record RetentionConfig(
    Duration events,
    Duration requestsHourly,
    Duration rejects,
    Duration snapshotsAll,
    Duration snapshotsHourly)
    implements Serializable {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration CENTURY = Duration.ofDays(36_500);

  public RetentionConfig {
    Require.between("events", events, DAY, CENTURY);
    Require.between("requests_hourly", requestsHourly, DAY, CENTURY);
    Require.notLonger("events", events, "requests_hourly", requestsHourly);
    Require.between("rejects", rejects, DAY, CENTURY);
    Require.between("snapshots.all", snapshotsAll, MINUTE, CENTURY);
    Require.between("snapshots.hourly", snapshotsHourly, MINUTE, CENTURY);
    Require.notLonger("snapshots.all", snapshotsAll, "snapshots.hourly", snapshotsHourly);
  }
}
