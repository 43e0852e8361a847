package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the ledger and says when the first commit of this run has landed. */
final class CommitNews implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommitNews.class);
  private static final long LOOK_EVERY_MS = 200;

  private final LakeCatalog lake;
  private final long startSeq;
  private final long startNanos;
  private final PrintStream out;
  private final Thread watcher;

  CommitNews(LakeCatalog lake, long startSeq, PrintStream out) {
    this.lake = lake;
    this.startSeq = startSeq;
    this.startNanos = System.nanoTime();
    this.out = out;
    this.watcher = new Thread(this::watch, "commit-news");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    try {
      Table ledger = lake.load(LakeTables.LEDGER);
      while (true) {
        ledger.refresh();
        Cut cut = Cut.newest(ledger).orElseThrow();
        if (cut.seq() > startSeq) {
          out.printf(
              Locale.ROOT,
              "first commit: %,d events in the lake (commit %d, %.1f s after the start)%n",
              events(cut),
              cut.seq(),
              (System.nanoTime() - startNanos) / 1e9);
          return;
        }
        Thread.sleep(LOOK_EVERY_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The catalog is busy or closed: the news stay out, the job goes on.
      LOG.info("the first commit was not watched to its end", e);
    }
  }

  private long events(Cut cut) {
    Snapshot events = lake.load(LakeTables.EVENTS).snapshot(cut.snapshotOf(LakeTables.EVENTS));
    return Long.parseLong(events.summary().getOrDefault("total-records", "0"));
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
