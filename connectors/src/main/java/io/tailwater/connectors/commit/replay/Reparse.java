package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.RejectedLine;
import java.util.function.Consumer;

/** Parses rejected lines by today's configuration. Not thread-safe. */
public interface Reparse {

  /** What a rejected line is today. */
  enum Verdict {
    /** Events: {@link #events} has them. */
    EVENTS,
    /** Nothing that counts: filtered. */
    FILTERED,
    /** Still a reject. */
    REJECTED,
    /** Unknown: only its beginning was kept. */
    CUT_SHORT,
    /** Unknown: its source is not configured any more. */
    OF_NO_SOURCE
  }

  /** Parses a line. */
  Verdict parse(RejectedLine line);

  /** The events of the line parsed last, valid until the next one. */
  EventColumns events();

  /** Hands out the sums for the rollups of all events since the last time, and forgets them. */
  void drain(Consumer<HourlyDelta> out);
}
