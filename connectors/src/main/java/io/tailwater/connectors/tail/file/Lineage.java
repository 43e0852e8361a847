package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One log: the file being written and its rotated names, read oldest first.
 *
 * <p>Its files are found by {@link LineageScan}, read by {@link ChunkReader}; here is decided whose
 * turn it is, and when a generation is at its end. A generation is finished when it was rotated
 * away or removed, is read to its end, and has not grown for a while: never because time has passed
 * since its rotation.
 */
final class Lineage {
  private static final Duration RESCAN = Duration.ofSeconds(1);

  private final String id;
  private final LineagePlan plan;
  private final TailContext context;
  private final LineageScan scan;
  private final List<Tracked> tracked = new ArrayList<>();
  private final Deque<TailChunk> news = new ArrayDeque<>();

  private boolean scanWanted = true;
  private long scannedVersion;
  private long scannedAtMillis;
  private long pauseMillis = 1;
  private long dueMillis;
  private boolean readToTheEnd;

  Lineage(String id, LineagePlan plan, TailContext context) {
    this.id = id;
    this.plan = plan;
    this.context = context;
    this.scan = new LineageScan(plan, context, tracked, news);
  }

  String id() {
    return id;
  }

  /** When to look again, on the monotonic clock. */
  long dueMillis() {
    return dueMillis;
  }

  /** True when a bounded run has read all that was there. */
  boolean isFinished() {
    return readToTheEnd && news.isEmpty();
  }

  /** Looks at what is there without reading any of it. */
  List<TailChunk> look() throws IOException {
    scanNow(context.clock.monotonicMillis());
    List<TailChunk> seen = List.copyOf(news);
    news.clear();
    return seen;
  }

  /** The next chunk or news; empty when there is none now. */
  Optional<TailChunk> poll() throws IOException {
    long now = context.clock.monotonicMillis();
    if (news.isEmpty() && scanIsDue(now)) {
      scanNow(now);
    }
    if (!news.isEmpty()) {
      return spoken(news.removeFirst(), now);
    }
    for (Tracked candidate : List.copyOf(tracked)) {
      if (candidate.isOpen() && !candidate.readOut) {
        Optional<TailChunk> chunk = read(candidate, now);
        if (chunk.isPresent()) {
          return spoken(chunk.get(), now);
        }
      }
    }
    readToTheEnd = context.options.bounded() && !scanWanted && !scan.isWaiting();
    dueMillis = now + pauseMillis;
    pauseMillis = Math.min(pauseMillis * 2, context.options.longestPause().toMillis());
    return Optional.empty();
  }

  private Optional<TailChunk> spoken(TailChunk chunk, long now) {
    pauseMillis = 1;
    dueMillis = now;
    return Optional.of(chunk);
  }

  private boolean scanIsDue(long now) {
    return scanWanted
        || now - scannedAtMillis >= RESCAN.toMillis()
        || context.listings.version(plan.active().getParent()) != scannedVersion;
  }

  private void scanNow(long now) throws IOException {
    scannedVersion = context.listings.version(plan.active().getParent());
    scannedAtMillis = now;
    scanWanted = false;
    scan.run(now);
  }

  private Optional<TailChunk> read(Tracked t, long now) throws IOException {
    FileChannel channel = channelOf(t);
    if (channel == null) {
      return Optional.empty();
    }
    boolean closing = mayClose(t, now);
    ChunkReader.Outcome outcome;
    try {
      if (t.endAtFirst == null) {
        t.endAtFirst = channel.size();
      }
      outcome = context.reader.read(t.generation, channel, plan.maxLineBytes(), closing);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      failed(t, e);
      context.files.close(t.generation.name());
      return Optional.empty();
    }
    if (outcome instanceof ChunkReader.Outcome.Truncated) {
      scan.truncated(t, channel, now);
      scanWanted = true;
      return Optional.ofNullable(news.pollFirst());
    }
    if (outcome instanceof ChunkReader.Outcome.Read read) {
      return bytes(t, read, now);
    }
    return nothing(t, ((ChunkReader.Outcome.Nothing) outcome).size(), closing, now);
  }

  /** The generation's channel; null when its file cannot be opened now. */
  private FileChannel channelOf(Tracked t) throws IOException {
    try {
      FileChannel held = context.files.held(t.generation.name());
      if (held == null && t.absent()) {
        return null;
      }
      return context.files.open(t.generation);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (OpenFiles.OtherFileException e) {
      scanWanted = true;
      return null;
    } catch (IOException e) {
      failed(t, e);
      return null;
    }
  }

  private void failed(Tracked t, IOException e) {
    context.counters.readFailures.increment();
    context.tellOnce(t.generation.path(), "cannot be read now, will be tried again: " + e);
  }

  private Optional<TailChunk> bytes(Tracked t, ChunkReader.Outcome.Read read, long now) {
    long from = t.generation.offset();
    long wall = context.clock.wallMillis();
    t.generation = read.after().seen(read.size(), read.after().mtimeNs(), wall);
    grew(t, read.size(), now);
    t.caughtUp = read.caughtUp();
    t.readOut =
        context.options.bounded() && (read.caughtUp() || t.generation.offset() >= t.endAtFirst);
    t.spokeAtMillis = now;
    count(read, t.generation.offset() - from);
    return Optional.of(
        new TailChunk(
            read.kind(),
            from,
            t.generation.offset(),
            read.size(),
            read.bytes(),
            read.caughtUp(),
            wall,
            null,
            t.generation,
            List.of()));
  }

  private void count(ChunkReader.Outcome.Read read, long bytes) {
    switch (read.kind()) {
      case LINES -> context.counters.bytesRead.add(bytes);
      case ZEROS -> context.counters.zeroBytes.add(bytes);
      case TOO_LONG -> {
        context.counters.bytesRead.add(bytes);
        context.counters.longLines.increment();
      }
      case LOST -> context.counters.bytesLost.add(bytes);
    }
  }

  private Optional<TailChunk> nothing(Tracked t, long size, boolean closing, long now)
      throws IOException {
    if (size != t.generation.sizeSeen()) {
      t.generation = t.generation.seen(size, t.generation.mtimeNs(), context.clock.wallMillis());
    }
    grew(t, size, now);
    t.readOut = context.options.bounded();
    if (closing) {
      t.generation = t.generation.in(Generation.State.FINAL);
      context.files.close(t.generation.name());
      context.reader.forget(t.generation.name());
      return Optional.of(scan.newsOf(t, now, true));
    }
    boolean heartbeat =
        t.is(Generation.State.ACTIVE)
            && !context.options.bounded()
            && now - t.spokeAtMillis >= context.options.heartbeat().toMillis();
    return t.caughtUp && !heartbeat ? Optional.empty() : Optional.of(scan.newsOf(t, now, true));
  }

  private static void grew(Tracked t, long size, long now) {
    if (size != t.lastSize) {
      t.lastSize = size;
      t.grewAtMillis = now;
    }
  }

  /** Rotated or gone, and quiet for so long that nobody writes to it any more. */
  private boolean mayClose(Tracked t, long now) {
    return !context.options.bounded()
        && (t.is(Generation.State.ROTATED) || t.absent())
        && t.caughtUp
        && now - t.grewAtMillis >= context.options.rotateQuiet().toMillis();
  }
}
