package io.tailwater.connectors.commit;

/** A commit that must not happen; trying it again does not help. Nothing of it is visible. */
public class CommitRefusedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public CommitRefusedException(String message) {
    super(message);
  }
}
