package io.tailwater.queries.api;

/** There is no lake yet, or nothing was committed to it, so nothing can be answered. */
public final class NoCommitYetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoCommitYetException() {
    super("There is no commit yet; answers begin with the first one");
  }
}
