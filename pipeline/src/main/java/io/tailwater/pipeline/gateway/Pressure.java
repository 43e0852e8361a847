package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.lake.config.Sizes;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** When a source takes no more for a while. Thread-safe. */
final class Pressure {
  private static final long LOOK_NANOS = 500_000_000;

  private final LongSupplier unread;
  private final long maxUnread;
  private final long minFree;
  private final int retryAfterSeconds;
  private final FileStore disk;
  private volatile long free;
  private volatile long lookedNanos;

  /**
   * @param unread bytes that no commit holds yet
   * @param maxUnread most of them
   * @param minFree least space on the spool's disk, bytes
   * @param retryAfterSeconds when things may be better
   */
  Pressure(Path spool, LongSupplier unread, long maxUnread, long minFree, int retryAfterSeconds)
      throws IOException {
    this.unread = unread;
    this.maxUnread = maxUnread;
    this.minFree = minFree;
    this.retryAfterSeconds = retryAfterSeconds;
    this.disk = Files.getFileStore(spool);
    look();
  }

  /**
   * @throws Refusal when the source takes no more
   */
  void check() {
    if (System.nanoTime() - lookedNanos > LOOK_NANOS) {
      try {
        look();
      } catch (IOException e) {
        throw Refusal.notStored("The spool's disk cannot be looked at: " + e.getMessage());
      }
    }
    long waiting = unread.getAsLong();
    if (waiting > maxUnread) {
      throw Refusal.behind(
          "%d bytes wait for their commit, gateway.max_unread allows %s"
              .formatted(waiting, Sizes.text(maxUnread)),
          retryAfterSeconds);
    }
    if (free < minFree) {
      throw Refusal.behind(
          "%d bytes are free on the spool's disk, gateway.min_free wants %s"
              .formatted(free, Sizes.text(minFree)),
          retryAfterSeconds);
    }
  }

  private void look() throws IOException {
    free = disk.getUsableSpace();
    lookedNanos = System.nanoTime();
  }
}
