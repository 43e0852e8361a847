package io.tailwater.connectors.commit.file;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Epoch microseconds as Iceberg's generic rows hold them, and back. */
public final class Times {
  private Times() {}

  /** A time in UTC; null for null. */
  public static OffsetDateTime ofMicros(Long micros) {
    return micros == null
        ? null
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** Epoch microseconds; null for null. */
  public static Long toMicros(OffsetDateTime time) {
    return time == null ? null : toMicros(time.toInstant());
  }

  /** Epoch microseconds. */
  public static long toMicros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
