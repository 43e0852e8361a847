package io.tailwater.connectors.tail.file;

/** Time that goes on only when it is pushed. */
final class PushedClock implements TailClock {
  private long millis = 1_000_000;

  void push(long more) {
    millis += more;
  }

  @Override
  public long wallMillis() {
    return 1_700_000_000_000L + millis;
  }

  @Override
  public long monotonicMillis() {
    return millis;
  }
}
