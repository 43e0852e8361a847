package io.tailwater.pipeline.gateway;

/** The records of one body on their way to the brokers. Thread-safe. */
final class Delivery {
  /** A body has so many bytes under way at most, so that others get on beside it. */
  private static final long WINDOW = 4 << 20;

  private long underWay;
  private Exception failure;

  /** Waits until the next record may go; false when there is no use in it any more. */
  synchronized boolean begin(int bytes) throws InterruptedException {
    while (underWay > WINDOW && failure == null) {
      wait();
    }
    underWay += failure == null ? bytes : 0;
    return failure == null;
  }

  /**
   * @param e why a record was not confirmed; null when it was
   */
  synchronized void end(int bytes, Exception e) {
    underWay -= bytes;
    if (failure == null) {
      failure = e;
    }
    notifyAll();
  }

  /**
   * Waits until none is under way, and returns why the first was not confirmed; null if all were.
   */
  synchronized Exception await() throws InterruptedException {
    while (underWay > 0) {
      wait();
    }
    return failure;
  }
}
