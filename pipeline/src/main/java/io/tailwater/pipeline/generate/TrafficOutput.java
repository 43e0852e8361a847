package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.util.function.LongSupplier;

/** Where lines go. */
interface TrafficOutput {
  /**
   * Called after each event. May take the lines there are, all of them, and clear them.
   *
   * @param lines whole lines, at most one more than at the last call
   * @param session tells the visit of the event
   */
  void take(LineBytes lines, LongSupplier session) throws IOException;

  /** Takes all lines there are; nothing else comes for a while. */
  void flush(LineBytes lines) throws IOException;
}
