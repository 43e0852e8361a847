package io.tailwater.pipeline.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM, turned into a wish to stop. A shutdown hook would not do: Flink and the
 * catalog have hooks of their own that run beside it, and the last commit needs both alive. The
 * second signal ends the process at once.
 */
public final class StopSignal {
  private static final int KILLED_BY_INTERRUPT = 130;

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicBoolean wished = new AtomicBoolean();

  private final Runnable first;

  private StopSignal(Runnable first) {
    this.first = first;
  }

  /** Starts to listen. */
  public static StopSignal install() {
    return install(() -> {});
  }

  /**
   * Starts to listen.
   *
   * @param first is run at the first signal, and does not wait
   */
  public static StopSignal install(Runnable first) {
    StopSignal stop = new StopSignal(first);
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(new Signal(name), signal -> stop.wish());
    }
    return stop;
  }

  /** Waits for the first signal or for {@link #release}. */
  public void await() throws InterruptedException {
    released.await();
  }

  /** Waits for them so long; true when one came. */
  boolean await(Duration longest) throws InterruptedException {
    return released.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the waiting without a signal. */
  void release() {
    released.countDown();
  }

  /** True once a signal came. */
  boolean isWished() {
    return wished.get();
  }

  private void wish() {
    if (!wished.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
    }
    released.countDown();
    first.run();
  }
}
