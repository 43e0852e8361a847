package io.tailwater.queries.sql;

/** A query that did not come to its end; the message says why, for users. */
public final class SqlEndedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why it did not. */
  public enum Reason {
    /** It is not accepted. */
    REFUSED,
    /** DuckDB cannot run it, or it needs more memory or disk than it may take. */
    FAILED,
    /** It took too long. */
    TIMEOUT,
    /** Too many others run. */
    BUSY,
    /** Whoever asked went away. */
    ABANDONED,
    /** A file of the lake is missing. */
    UNREADABLE
  }

  private final Reason reason;

  SqlEndedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
