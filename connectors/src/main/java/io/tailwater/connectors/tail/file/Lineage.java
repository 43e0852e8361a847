package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One log: the file being written and its rotated names, read oldest first.
 *
 * <p>Its files are found by {@link LineageScan}, read by {@link ChunkReader}; here is decided whose
 * turn it is.
 *
 * <p>A log that nothing happens to is looked at less and less often, and then with a single look at
 * its file: there may be a hundred thousand of them.
 */
final class Lineage implements Closeable {
  private static final Duration RESCAN = Duration.ofSeconds(1);

  private final LineageState state;
  private final TailContext context;
  private final LineageScan scan;
  private final QuietLook quiet;
  private final GenerationReader reader;

  private long scannedVersion;
  private long scannedAtMillis;
  private long pauseMillis = 1;
  private long dueMillis;
  private boolean readToTheEnd;

  /**
   * The one read last since the last look, null when none was. Reading goes on there: to ask all
   * those before it again for each chunk takes long where there are thousands.
   */
  private Tracked reading;

  Lineage(String id, LineagePlan plan, TailContext context) {
    this.state = new LineageState(id, plan, context);
    this.context = context;
    this.scan = new LineageScan(state);
    this.quiet = new QuietLook(state);
    this.reader = new GenerationReader(state, scan);
  }

  String id() {
    return state.id;
  }

  /** Path that the log is written under. */
  Path active() {
    return state.plan.active();
  }

  LineageStats stats() {
    return state.stats;
  }

  /** Finished generations, by name, are committed up to these ends, and nothing undoes that. */
  void committed(Map<String, Long> ends) {
    scan.committed(ends);
  }

  /** When to look again, on the monotonic clock. */
  long dueMillis() {
    return dueMillis;
  }

  /** Something may have happened to it: due at once if it was to wait for long. */
  boolean hasten(long now) {
    if (dueMillis - now <= context.options.longestPause().toMillis()) {
      return false;
    }
    dueMillis = now;
    pauseMillis = context.leastPauseMillis();
    return true;
  }

  /** True when a bounded run has read all that was there. */
  boolean isFinished() {
    return readToTheEnd && state.news.isEmpty();
  }

  /** Looks at what is there without reading any of it. */
  List<TailChunk> look() throws IOException {
    scanNow(context.clock.monotonicMillis());
    List<TailChunk> seen = List.copyOf(state.news);
    state.news.clear();
    return seen;
  }

  /** The next chunk or news; empty when there is none now. */
  Optional<TailChunk> poll() throws IOException {
    long now = context.clock.monotonicMillis();
    boolean quietly = state.news.isEmpty() && !state.scanWanted && quiet.nothingHappened();
    Optional<TailChunk> chunk = quietly ? state.heartbeat(now) : next(now);
    if (chunk.isPresent() && !quietly) {
      pauseMillis = context.leastPauseMillis();
      dueMillis = now;
      return chunk;
    }
    dueMillis = isBusy() ? now : now + pauseMillis;
    long longest =
        quiet.isQuiet() ? context.quietPauseMillis() : context.options.longestPause().toMillis();
    pauseMillis = Math.min(pauseMillis * 2, longest);
    return chunk;
  }

  private Optional<TailChunk> next(long now) throws IOException {
    if (state.news.isEmpty() && scanIsDue(now)) {
      scanNow(now);
    }
    if (!state.news.isEmpty()) {
      return Optional.of(state.news.removeFirst());
    }
    List<Tracked> open = open();
    Collections.rotate(open, -Math.max(0, open.indexOf(reading)));
    for (Tracked candidate : open) {
      Optional<TailChunk> chunk = reader.read(candidate, now);
      if (chunk.isPresent()) {
        reading = candidate;
        // Known at once, without another turn: by then a second has passed where logs are many,
        // and all of the directory's names would be looked at again.
        if (context.options.bounded() && !scanIsDue(now) && open().isEmpty()) {
          stopAtTheEnd(now);
        }
        return chunk;
      }
    }
    stopAtTheEnd(now);
    return open.isEmpty() ? state.heartbeat(now) : Optional.empty();
  }

  private void stopAtTheEnd(long now) {
    state.takeStock();
    readToTheEnd =
        context.options.bounded()
            && !state.scanWanted
            && !scan.isWaiting()
            && !scan.isLookingFor(now)
            && !isBusy()
            && !isWaitingForTurn();
  }

  private List<Tracked> open() {
    List<Tracked> open = new ArrayList<>();
    for (Tracked t : state.tracked) {
      if (t.isOpen() && !t.readOut) {
        open.add(t);
      }
    }
    return open;
  }

  /** Something takes more than one turn: there is more to do at once. */
  private boolean isBusy() {
    return scan.isBusy() || state.tracked.stream().anyMatch(t -> t.isOpen() && t.busy);
  }

  /** As many archives as may be are being unpacked: it is this log's turn later. */
  private boolean isWaitingForTurn() {
    return state.tracked.stream().anyMatch(t -> t.isOpen() && !t.absent() && t.waitsForTurn);
  }

  private boolean scanIsDue(long now) {
    return state.scanWanted
        || now - scannedAtMillis >= RESCAN.toMillis()
        || context.listings.version(state.plan.active().getParent()) != scannedVersion;
  }

  private void scanNow(long now) throws IOException {
    scannedVersion = context.listings.version(state.plan.active().getParent());
    scannedAtMillis = now;
    reading = null;
    scan.run(now);
    state.takeStock();
    quiet.looked(now);
  }

  @Override
  public void close() throws IOException {
    scan.close();
  }
}
