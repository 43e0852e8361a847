package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Follows many logs in one thread, a chunk of each in turn, so that a long file does not keep the
 * others waiting. Plain {@code java.nio}; whoever calls decides when to look and how long to sleep.
 * Not thread-safe.
 */
public final class TailEngine implements Closeable {
  private final TailContext context;
  private final Deque<Lineage> turns = new ArrayDeque<>();

  /**
   * @param options how to go about it
   * @param clock the clocks; tests push them
   * @param host name of this machine, which device and inode numbers belong to
   */
  public TailEngine(TailOptions options, TailClock clock, String host) {
    this.context = new TailContext(options, clock, host);
  }

  /** Begins to follow a log. */
  public void add(String id, LineagePlan plan) {
    turns.addLast(new Lineage(id, plan, context));
  }

  /** News of everything that is there now, without a byte of it. */
  public List<Tailed> look() throws IOException {
    List<Tailed> seen = new ArrayList<>();
    for (Lineage lineage : turns) {
      lineage.look().forEach(chunk -> seen.add(new Tailed(lineage.id(), chunk)));
    }
    return seen;
  }

  /**
   * The next chunk of the log whose turn it is; empty when none has anything to say now.
   *
   * @throws IOException when the thread was interrupted, which closes files; nothing is lost by it
   */
  public Optional<Tailed> poll() throws IOException {
    long now = context.clock.monotonicMillis();
    for (int tries = turns.size(); tries > 0; tries--) {
      Lineage lineage = turns.removeFirst();
      turns.addLast(lineage);
      if (lineage.dueMillis() <= now) {
        Optional<TailChunk> chunk = lineage.poll();
        if (chunk.isPresent()) {
          return Optional.of(new Tailed(lineage.id(), chunk.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** How long nothing is to be looked at, milliseconds; 0 when something is due. */
  public long pauseMillis() {
    long now = context.clock.monotonicMillis();
    long pause = context.options.longestPause().toMillis();
    for (Lineage lineage : turns) {
      pause = Math.min(pause, Math.max(0, lineage.dueMillis() - now));
    }
    return pause;
  }

  /** Takes out the logs that are read to the end, when the options say to stop there. */
  public List<String> takeFinished() {
    List<String> finished = new ArrayList<>();
    turns.removeIf(
        lineage -> {
          if (lineage.isFinished()) {
            finished.add(lineage.id());
            return true;
          }
          return false;
        });
    return finished;
  }

  public TailCounters counters() {
    return context.counters;
  }

  @Override
  public void close() throws IOException {
    context.files.close();
  }
}
