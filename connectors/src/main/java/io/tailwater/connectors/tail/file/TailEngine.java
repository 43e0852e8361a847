package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Follows many logs in one thread, a chunk of each in turn, so that a long file does not keep the
 * others waiting. Plain {@code java.nio}; whoever calls decides when to look and how long to sleep.
 * Not thread-safe, save for {@link #counters} and {@link #stats}.
 */
public final class TailEngine implements Closeable {
  private static final int WATCH_FROM = 1_000;
  private static final long HINTS_MILLIS = 50;

  private final TailContext context;
  private final Turns turns = new Turns();
  private final DirectoryWatch watch = new DirectoryWatch();
  private final Map<String, LineageStats> stats = new ConcurrentHashMap<>();
  private final Map<String, Lineage> lineages = new HashMap<>();
  private final List<String> finished = new ArrayList<>();
  private boolean watching;
  private long hintsTakenMillis;

  /**
   * An engine that shares its files with no other.
   *
   * @param options how to go about it
   * @param clock the clocks; tests push them
   * @param host name of this machine, which device and inode numbers belong to
   */
  public TailEngine(TailOptions options, TailClock clock, String host) {
    this(options, clock, host, new FileClaims());
  }

  /**
   * An engine among others that read logs of the same sources.
   *
   * @param claims which of them reads which file
   */
  public TailEngine(TailOptions options, TailClock clock, String host, FileClaims claims) {
    this(options, clock, host, claims, byte[]::new);
  }

  /**
   * An engine whose arrays come back to it.
   *
   * @param claims which of them reads which file
   * @param arrays makes or finds an array of at least a length, for lines: they may be used again
   */
  public TailEngine(
      TailOptions options,
      TailClock clock,
      String host,
      FileClaims claims,
      IntFunction<byte[]> arrays) {
    this.context = new TailContext(options, clock, host, claims, arrays, System::nanoTime);
  }

  /** Begins to follow a log. */
  public void add(String id, LineagePlan plan) {
    Lineage lineage = new Lineage(id, plan, context);
    context.lineages++;
    lineages.put(id, lineage);
    stats.put(id, lineage.stats());
    turns.begin(lineage);
    if (watching) {
      watch.watch(plan.active().getParent());
    }
  }

  /**
   * Tells that finished generations of a log are committed for good: no start will ask for a byte
   * of them again.
   *
   * @param id id that the log was added under; nothing happens when it is not followed any more
   * @param ends the offset that each ends at, by its name
   */
  public void committed(String id, Map<String, Long> ends) {
    Lineage lineage = lineages.get(id);
    if (lineage != null) {
      lineage.committed(ends);
    }
  }

  /** News of everything that is there now, without a byte of it. */
  public List<Tailed> look() throws IOException {
    List<Tailed> seen = new ArrayList<>();
    for (Turns.Turn turn : turns.waiting()) {
      Lineage lineage = turn.lineage();
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
    takeHints(now);
    for (int tries = turns.size(); tries > 0 && turns.dueMillis() <= now; tries--) {
      Turns.Turn turn = turns.take();
      Lineage lineage = turn.lineage();
      Optional<TailChunk> chunk = lineage.poll();
      if (lineage.isFinished()) {
        finished.add(lineage.id());
        turns.end(turn);
        lineages.remove(lineage.id());
        context.lineages--;
      } else {
        turns.wait(turn);
      }
      if (chunk.isPresent()) {
        return Optional.of(new Tailed(lineage.id(), chunk.get()));
      }
    }
    return Optional.empty();
  }

  /** Few logs are looked at so often that hints would only cost. */
  private void takeHints(long now) {
    if (!watching && context.lineages >= WATCH_FROM && !context.options.bounded()) {
      watching = true;
      turns.logs().forEach(log -> watch.watch(log.getParent()));
    }
    if (watching && now - hintsTakenMillis >= HINTS_MILLIS) {
      hintsTakenMillis = now;
      watch.hasten(turns, now);
    }
  }

  /** How long nothing is to be looked at, milliseconds; 0 when something is due. */
  public long pauseMillis() {
    long longest = context.options.longestPause().toMillis();
    return turns.size() == 0
        ? longest
        : Math.min(longest, Math.max(0, turns.dueMillis() - context.clock.monotonicMillis()));
  }

  /** Takes out the logs that are read to the end, when the options say to stop there. */
  public List<String> takeFinished() {
    List<String> taken = List.copyOf(finished);
    finished.clear();
    return taken;
  }

  public TailCounters counters() {
    return context.counters;
  }

  /** How each log is doing. Read from any thread. */
  public Collection<LineageStats> stats() {
    return stats.values();
  }

  @Override
  public void close() throws IOException {
    for (Turns.Turn turn : turns.waiting()) {
      turn.lineage().close();
    }
    watch.close();
    context.files.close();
  }
}
