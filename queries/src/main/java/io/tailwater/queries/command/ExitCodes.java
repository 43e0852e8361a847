package io.tailwater.queries.command;

/** What a command's end says. */
public final class ExitCodes {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  /** The data is not as it should be. */
  public static final int BELOW_THRESHOLD = 3;

  public static final int NOT_READY = 4;

  private ExitCodes() {}
}
