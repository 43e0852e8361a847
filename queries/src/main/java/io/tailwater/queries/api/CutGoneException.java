package io.tailwater.queries.api;

/** A question about a cut that is not kept any more. */
public final class CutGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CutGoneException(String asOf) {
    super(
        "No cut as old as '"
            + asOf
            + "' is kept any more; lake.retention.snapshots says how long they are");
  }
}
