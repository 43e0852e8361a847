package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One run of the job as a command sees it: start, say what happens, wait, stop. */
public final class JobRun {
  private JobRun() {}

  /**
   * Reads all that is there, commits it and returns.
   *
   * @param err where news go
   */
  public static void once(TailwaterConfig config, PrintStream err) throws InterruptedException {
    try (IngestJob job = IngestJob.start(config, true)) {
      job.awaitEnd();
      IngestReport.print(job.lake(), job.resumed(), err);
    }
  }

  /** Follows the sources until a signal comes, then stops with a last commit. */
  public static void untilStopped(TailwaterConfig config, PrintStream err)
      throws InterruptedException {
    StopSignal stop = StopSignal.install();
    try (IngestJob job = IngestJob.start(config, false);
        CommitNews news = new CommitNews(job.lake(), job.resumed().seq(), err)) {
      CompletableFuture<Void> ended =
          CompletableFuture.runAsync(
              () -> {
                try {
                  job.awaitEnd();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      ended.whenComplete((nothing, failure) -> stop.release());
      stop.await();
      if (!ended.isDone()) {
        err.println("stopping: the last commit is being made");
        if (!job.stop()) {
          ended.exceptionally(cancelled -> null).join();
          throw new JobFailed(
              "The last commit could not be made; the next start reads on from the one before");
        }
      }
      finish(ended);
      IngestReport.print(job.lake(), job.resumed(), err);
    }
  }

  private static void finish(CompletableFuture<Void> ended) {
    try {
      ended.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
