package io.tailwater.pipeline.parse;

import java.io.Serializable;

/**
 * One variable of a format and the text that ends it.
 *
 * @param variable name without {@code $}
 * @param field what it means
 * @param scan how its end is found
 * @param close the literal after it; empty for the last variable of a format that ends with one
 * @param consumed how much of {@code close} belongs to this step; the rest starts the next value
 * @param width how many bytes a FIXED value has; 0 for others
 */
record Step(String variable, Field field, Scan scan, byte[] close, int consumed, int width)
    implements Serializable {

  /** How a value's end is found. */
  enum Scan {
    /** At the first place where the literal after it stands. */
    LITERAL,
    /** At the first quote without a backslash before it. */
    QUOTED,
    /** As LITERAL, but {@code ", "}, {@code "; "} and {@code " : "} join parts of one value. */
    LIST,
    /** After exactly {@code width} bytes. */
    FIXED,
    /** At the end of the line. */
    REST
  }

  /**
   * Where the value that starts at {@code from} ends. Nothing was found when {@code close} does not
   * fit between the answer and {@code to}. A plain line has no backslash.
   */
  int end(byte[] b, int from, int to, boolean plain) {
    return switch (scan) {
      case LITERAL -> ByteScan.indexOf(b, from, to, close);
      case QUOTED ->
          plain ? ByteScan.indexOf(b, from, to, (byte) '"') : ByteScan.closingQuote(b, from, to);
      case LIST -> listEnd(b, from, to);
      case FIXED -> Math.min(to, from + width);
      case REST -> to;
    };
  }

  private int listEnd(byte[] b, int from, int to) {
    int at = from;
    while (true) {
      int end = close.length == 0 ? to : ByteScan.indexOf(b, at, to, close);
      if (end >= to || close[0] != ' ') {
        return end;
      }
      if (end > from && (b[end - 1] == ',' || b[end - 1] == ';')) {
        at = end + 1;
      } else if (end + 2 < to && b[end + 1] == ':' && b[end + 2] == ' ') {
        at = end + 3;
      } else {
        return end;
      }
    }
  }
}
