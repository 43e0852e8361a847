package io.tailwater.pipeline.parse;

/** Reads one line into one row. */
interface LineReader {
  /**
   * Fills the row from the line; false when the line is no event, {@link Failure} says why. A plain
   * line is ASCII without a backslash.
   */
  boolean read(byte[] b, int from, int to, boolean plain, int row);

  /** Turns to the next event of the line, to read that; false when there is none. */
  default boolean next() {
    return false;
  }

  /** Where in the line the event begins that was read last; the line begins at {@code from}. */
  default int begin(int from) {
    return from;
  }

  /** Where in the line the event ends that was read last; the line ends at {@code to}. */
  default int end(int to) {
    return to;
  }

  /** True when a line that is no event holds none: it names columns, or is an empty list. */
  default boolean isEmpty(byte[] b, int from, int to) {
    return false;
  }

  /** Values so far that were kept under another name for want of room. */
  default long overflow() {
    return 0;
  }
}
