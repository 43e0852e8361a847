package io.tailwater.queries.api;

/** A question about a table that the lake does not have. */
public final class UnknownTableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownTableException(String name, String nearest) {
    super("There is no table '" + name + "', nearest: " + nearest);
  }
}
