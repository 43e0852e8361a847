package io.tailwater.queries.lake;

/** The lake is there, but cannot be answered from; the message says why and what to do. */
public final class UnreadableLakeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnreadableLakeException(String message) {
    super(message);
  }

  UnreadableLakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
