package io.tailwater.connectors.commit;

/** Another job with the same pipeline id has taken the tables over. */
public final class FencedException extends CommitRefusedException {
  private static final long serialVersionUID = 1;

  FencedException(String table, String found, String want) {
    super(
        "Another job with this pipeline id has taken over: the newest commit of table "
            + table
            + " is "
            + found
            + ", this job expected "
            + want
            + ". This job stops; nothing of it is counted twice");
  }
}
