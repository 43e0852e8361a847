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

  private CutGoneException(long seq) {
    super(
        "Commit "
            + seq
            + ", of which the cursor is, is not kept any more; ask for the first page again."
            + " lake.retention.snapshots says how long commits are kept");
  }

  /** Of a page that cannot be had any more. */
  static CutGoneException ofPage(Cursor cursor) {
    return new CutGoneException(cursor.seq());
  }
}
