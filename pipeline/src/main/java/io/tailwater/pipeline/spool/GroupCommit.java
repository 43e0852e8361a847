package io.tailwater.pipeline.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what many threads hand in: one thread takes all that waits, writes it, has the disk
 * confirm it once, and tells everyone. While it does, the next group gathers.
 */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST_BYTES = 8 << 20;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  /** Lines that wait, or a segment of them, and who waits with them. */
  private record Waiting(ByteBuffer lines, StagedSegment staged, CompletableFuture<Void> stored) {}

  private final Segments segments;
  private final long segmentSize;
  private final Duration segmentAge;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "spool-writer");
  private boolean closed;

  /** It is said once, not for every group. */
  private boolean failing;

  private volatile long groups;

  GroupCommit(Segments segments, long segmentSize, Duration segmentAge) {
    this.segments = segments;
    this.segmentSize = segmentSize;
    this.segmentAge = segmentAge;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Waits until the lines are stored. An interrupt ends the waiting, not the writing. */
  void append(ByteBuffer lines) throws InterruptedException {
    await(new Waiting(lines, null, new CompletableFuture<>()));
  }

  /** Waits until the segment has its name, once it is on the disk. */
  void adopt(StagedSegment staged) throws InterruptedException {
    await(new Waiting(ByteBuffer.allocate(0), staged, new CompletableFuture<>()));
  }

  private void await(Waiting waiting) throws InterruptedException {
    synchronized (this) {
      if (closed) {
        throw new SpoolException("The spool is closed");
      }
      queue.add(waiting);
    }
    try {
      waiting.stored.get();
    } catch (ExecutionException e) {
      throw new SpoolException("Events could not be stored: " + e.getCause(), e.getCause());
    }
  }

  /** How often the disk confirmed. */
  long groups() {
    return groups;
  }

  /** How many wait. */
  int waiting() {
    return queue.size();
  }

  /** Ends the thread once all that was handed in is stored. */
  void close() {
    synchronized (this) {
      closed = true;
      // An empty one, so that the thread looks around.
      queue.add(new Waiting(ByteBuffer.allocate(0), null, new CompletableFuture<>()));
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isOver() {
    return closed && queue.isEmpty();
  }

  private void run() {
    List<Waiting> group = new ArrayList<>();
    while (!isOver()) {
      try {
        gather(group);
        if (!group.isEmpty()) {
          commit(group);
        }
        rollWhenDue();
      } catch (InterruptedException e) {
        // Nobody but this class knows the thread, and it does not do that.
        throw new IllegalStateException(e);
      } catch (RuntimeException | Error e) {
        LOG.error("The spool's writer goes on after a failure", e);
        group.forEach(waiting -> waiting.stored.completeExceptionally(e));
      }
      group.clear();
    }
  }

  private void gather(List<Waiting> group) throws InterruptedException {
    Waiting first = queue.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    long bytes = 0;
    for (Waiting next = first; next != null; next = bytes < MOST_BYTES ? queue.poll() : null) {
      group.add(next);
      bytes += next.lines.remaining();
    }
  }

  private void commit(List<Waiting> group) {
    tell(
        group.stream().filter(waiting -> waiting.staged == null).toList(),
        lines -> {
          ByteBuffer all = together(lines);
          if (all.hasRemaining()) {
            segments.append(all);
            groups++;
          }
        });
    group.stream()
        .filter(waiting -> waiting.staged != null)
        .forEach(waiting -> tell(List.of(waiting), one -> segments.adopt(waiting.staged)));
  }

  /** What stores some of a group. */
  private interface Storing {
    void store(List<Waiting> some) throws IOException;
  }

  /** Stores, and tells those who wait what came of it. */
  private void tell(List<Waiting> some, Storing storing) {
    try {
      storing.store(some);
      some.forEach(waiting -> waiting.stored.complete(null));
      failing &= some.isEmpty();
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("Events cannot be stored, their senders are told: {}", e.toString());
        failing = true;
      }
      some.forEach(waiting -> waiting.stored.completeExceptionally(e));
    }
  }

  private static ByteBuffer together(List<Waiting> group) {
    if (group.isEmpty()) {
      return ByteBuffer.allocate(0);
    }
    if (group.size() == 1) {
      return group.get(0).lines;
    }
    ByteBuffer all =
        ByteBuffer.allocate(group.stream().mapToInt(waiting -> waiting.lines.remaining()).sum());
    group.forEach(waiting -> all.put(waiting.lines));
    return all.flip();
  }

  private void rollWhenDue() {
    Segment current = segments.current();
    if (current == null || !current.hasEvents()) {
      return;
    }
    long age = System.nanoTime() - current.bornNanos();
    if (current.size() >= segmentSize || age >= segmentAge.toNanos()) {
      try {
        segments.begin();
      } catch (IOException e) {
        LOG.warn("The next segment cannot be begun, {} goes on: {}", current.path(), e.toString());
      }
    }
  }
}
