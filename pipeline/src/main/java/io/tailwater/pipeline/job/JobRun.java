package io.tailwater.pipeline.job;

import io.tailwater.connectors.kafka.TopicChangedException;
import io.tailwater.connectors.kafka.UnreachableException;
import io.tailwater.connectors.lake.DiskSpace;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.TroubleFile;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the job as a command sees it: start, say what happens, wait, stop. */
public final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(5);

  private JobRun() {}

  /**
   * Reads all that is there, commits it and returns.
   *
   * @param choices what was said of the sources' ids
   * @param err where news go
   */
  public static void once(TailwaterConfig config, SourceChoices choices, PrintStream err)
      throws InterruptedException {
    try (IngestJob job =
        IngestJob.start(FormatsAtStart.settle(config, choices, err), true, choices)) {
      job.awaitEnd();
      IngestReport.print(job.lake(), job.takenUpAfter(), err);
    }
  }

  /** Follows the sources until a signal comes, then stops with a last commit. */
  public static void untilStopped(TailwaterConfig config, SourceChoices choices, PrintStream err)
      throws InterruptedException {
    SettledSources settled = FormatsAtStart.settle(config, choices, err);
    boolean again = false;
    while (true) {
      StopSignal stop = StopSignal.install();
      Optional<IngestJob> started = startOnceItCan(settled, choices, again, stop, err);
      if (started.isEmpty()) {
        return;
      }
      try {
        untilStopped(started.get(), stop, err);
        return;
      } catch (JobFailed e) {
        if (stop.isWished() || !TopicChangedException.isWhatFailed(e)) {
          throw e;
        }
        // What it means is judged by the start, from the ledger: that a loss is recorded, or an
        // end.
        err.println("starting anew: " + e.getMessage());
        again = true;
      }
    }
  }

  /**
   * Waits for space on a full disk, as a job that runs does, and for brokers if they were there
   * before. Empty when a signal came first.
   *
   * @param again whether there was a job that has ended to be started anew
   */
  private static Optional<IngestJob> startOnceItCan(
      SettledSources settled,
      SourceChoices choices,
      boolean again,
      StopSignal stop,
      PrintStream err)
      throws InterruptedException {
    LakeLocation location = settled.config().lake().location();
    boolean told = false;
    do {
      try {
        return Optional.of(IngestJob.start(settled, false, choices));
      } catch (RuntimeException e) {
        boolean full = DiskSpace.isWhatFailed(e);
        if (!full && !(again && UnreachableException.isWhatFailed(e))) {
          throw e;
        }
        TroubleFile.ofCommits(location).note(e);
        LOG.info("the start waits", e);
        if (!told) {
          err.println(
              full
                  ? "waiting for space on the disk of " + location.warehouse() + ", which is full"
                  : "waiting for brokers: " + e.getMessage());
          told = true;
        }
      }
    } while (!stop.await(BETWEEN_STARTS));
    return Optional.empty();
  }

  private static void untilStopped(IngestJob started, StopSignal stop, PrintStream err)
      throws InterruptedException {
    try (IngestJob job = started;
        CommitNews news = new CommitNews(job.lake(), job.takenUpAfter(), err)) {
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
      IngestReport.print(job.lake(), job.takenUpAfter(), err);
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
