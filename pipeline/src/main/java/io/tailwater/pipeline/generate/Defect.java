package io.tailwater.pipeline.generate;

import java.util.List;

/** What makes a line one that no parser of its format takes. */
enum Defect {
  /** The line ends too soon, as where a disk was full. */
  CUT,
  /** A quote stands in a value as it is. */
  QUOTE,
  /** The status is none of HTTP's. */
  STATUS,
  /** The time is none of the calendar's. */
  TIME,
  /** It is not this program's line at all. */
  STRAY;

  private static final List<byte[]> STRAYS =
      List.of(
          Client.ascii("\tat shop.checkout.Payment.authorize(Payment.java:118)"),
          Client.ascii("panic: runtime error: invalid memory address or nil pointer dereference"),
          Client.ascii("Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space"));

  /** A line of another program; none of them has a time in it, so no format reads it. */
  static byte[] stray(Request request) {
    return STRAYS.get((int) (request.defectPlace * STRAYS.size()));
  }
}
