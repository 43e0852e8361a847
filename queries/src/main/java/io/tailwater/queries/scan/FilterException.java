package io.tailwater.queries.scan;

/** A filter that cannot be read; the message says where, what is there and what is wanted. */
public final class FilterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param place index of the first character at fault
   */
  FilterException(int place, String got, String want) {
    super("The filter has " + got + " at character " + (place + 1) + ", want " + want);
  }
}
