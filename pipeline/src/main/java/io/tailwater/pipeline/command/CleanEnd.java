package io.tailwater.pipeline.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until Ctrl-C or SIGTERM end what it has begun: the process stays until
 * this is closed, for a while.
 */
final class CleanEnd implements AutoCloseable {
  private static final int LONGEST_SECONDS = 40;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param stop asks for the end; called at most once, from another thread
   */
  CleanEnd(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              try {
                ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "clean-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already, which is what the hook is for.
    }
  }
}
