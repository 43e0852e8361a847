package io.tailwater.pipeline.parse;

/** Cuts a line into named fields. */
interface FieldScan {
  /**
   * Fills the list anew from a line that is UTF-8; false when it is no line of the format, {@link
   * Failure} says why.
   */
  boolean scan(byte[] b, int from, int to);

  /**
   * Fills the list anew from the line at {@code from}, before anybody looked where in {@code [from,
   * to)} it ends, where that is cheaper. It is UTF-8 then.
   *
   * @return where the line ends; {@code from} when that was not done
   */
  default int ahead(byte[] b, int from, int to) {
    return from;
  }

  /** True when a line that is no event only names the fields of the lines below it. */
  default boolean isHeader(byte[] b, int from, int to) {
    return false;
  }
}
