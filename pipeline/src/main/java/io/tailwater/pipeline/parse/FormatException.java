package io.tailwater.pipeline.parse;

/** A format string that cannot be compiled; the message is one sentence for its author. */
public final class FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  FormatException(String message) {
    super(message);
  }

  /** The same, with where it was met in front of it. */
  public FormatException in(String where) {
    return new FormatException(where + ": " + getMessage());
  }
}
