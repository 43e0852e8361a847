package io.tailwater.pipeline.parse;

/** Reads one line into one row. */
interface LineReader {
  /**
   * Fills the row from the line; false when the line is no event, {@link Failure} says why. A plain
   * line is ASCII without a backslash.
   */
  boolean read(byte[] b, int from, int to, boolean plain, int row);

  /** True when a line that is no event only names what the lines below it hold. */
  default boolean isHeader(byte[] b, int from, int to) {
    return false;
  }

  /** Values so far that were kept under another name for want of room. */
  default long overflow() {
    return 0;
  }
}
