package io.tailwater.connectors.lake;

/** A table is laid out as this version does not know it. The message says which, and what to do. */
public final class UnknownLayoutException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownLayoutException(String message) {
    super(message);
  }
}
