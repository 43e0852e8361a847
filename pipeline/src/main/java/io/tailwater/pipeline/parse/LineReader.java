package io.tailwater.pipeline.parse;

/** Reads one line into one row. */
interface LineReader {
  /**
   * Fills the row from the line; false when the line is no event, {@link Failure} says why. A plain
   * line is ASCII without a backslash.
   */
  boolean read(byte[] b, int from, int to, boolean plain, int row);

  /** Values so far that were kept under another name for want of room. */
  default long overflow() {
    return 0;
  }
}
