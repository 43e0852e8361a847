package io.tailwater.connectors.tail.file;

/** Time that goes on only when it is pushed. */
final class PushedClock implements TailClock {
  private long millis = 1_000_000;
  private long wallOffset;
  private long asked;

  void push(long more) {
    millis += more;
  }

  /** Somebody sets the wall clock; time itself goes on as before. */
  void setWall(long moreMillis) {
    wallOffset += moreMillis;
  }

  /** How often it was asked for the time that passes: at each look at a log, at least once. */
  long asked() {
    return asked;
  }

  @Override
  public long wallMillis() {
    return 1_700_000_000_000L + millis + wallOffset;
  }

  @Override
  public long monotonicMillis() {
    asked++;
    return millis;
  }
}
