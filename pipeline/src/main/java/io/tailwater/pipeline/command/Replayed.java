package io.tailwater.pipeline.command;

import java.time.Instant;
import java.util.Locale;

/**
 * Which rejects are listed, by whether a replay has made events of them. Names are lower case: they
 * are what users type, and what the API takes.
 */
enum Replayed {
  /** Those that are rejects still. */
  FALSE,
  /** Those that were replayed. */
  TRUE,
  /** Both. */
  ALL;

  /**
   * True when such a line is listed.
   *
   * @param at when a replay took it up; null when none did
   */
  boolean takes(Instant at) {
    return this == ALL || (this == TRUE) == (at != null);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
