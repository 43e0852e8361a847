package io.tailwater.pipeline.parse;

/** Cuts a line into named fields. */
interface FieldScan {
  /**
   * Fills the list anew from a line that is UTF-8; false when it is no line of the format, {@link
   * Failure} says why.
   */
  boolean scan(byte[] b, int from, int to);

  /** True when a line that is no event only names the fields of the lines below it. */
  default boolean isHeader(byte[] b, int from, int to) {
    return false;
  }
}
