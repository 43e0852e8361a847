package io.tailwater.queries.sql;

/** SQL that is not run; the message says why. */
public final class RefusedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RefusedSqlException(String message) {
    super(message);
  }
}
