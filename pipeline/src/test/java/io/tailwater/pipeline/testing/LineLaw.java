package io.tailwater.pipeline.testing;

import java.util.OptionalInt;

/** Tells from its fields which line of a log an event is. */
@FunctionalInterface
public interface LineLaw {
  /**
   * The line's number within its log, counted from 0.
   *
   * @return empty when no writer wrote such a line
   */
  OptionalInt number(String path, String status, String bytes, String userAgent);
}
