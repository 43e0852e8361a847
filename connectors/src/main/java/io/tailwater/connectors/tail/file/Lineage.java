package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One log: the file being written and its rotated names, read oldest first.
 *
 * <p>Its files are found by {@link LineageScan}, read by {@link ChunkReader}; here is decided whose
 * turn it is, and when a generation is at its end. A generation is finished when it was rotated
 * away or removed, is read to its end, and has not grown for a while; or when it is a complete
 * archive, read to its end: never because time has passed since its rotation.
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

  private long scannedVersion;
  private long scannedAtMillis;
  private long pauseMillis = 1;
  private long dueMillis;
  private boolean readToTheEnd;

  Lineage(String id, LineagePlan plan, TailContext context) {
    this.state = new LineageState(id, plan, context);
    this.context = context;
    this.scan = new LineageScan(state);
    this.quiet = new QuietLook(state);
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
    pauseMillis = 1;
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
    Optional<TailChunk> chunk = next(now);
    if (chunk.isPresent()) {
      pauseMillis = 1;
      dueMillis = now;
      return chunk;
    }
    dueMillis = isBusy() ? now : now + pauseMillis;
    long longest =
        quiet.isQuiet() ? context.quietPauseMillis() : context.options.longestPause().toMillis();
    pauseMillis = Math.min(pauseMillis * 2, longest);
    return Optional.empty();
  }

  private Optional<TailChunk> next(long now) throws IOException {
    if (state.news.isEmpty() && !state.scanWanted && quiet.nothingHappened()) {
      return heartbeat(now);
    }
    if (state.news.isEmpty() && scanIsDue(now)) {
      scanNow(now);
    }
    if (!state.news.isEmpty()) {
      return Optional.of(state.news.removeFirst());
    }
    for (Tracked candidate : open()) {
      Optional<TailChunk> chunk = read(candidate, now);
      if (chunk.isPresent()) {
        return chunk;
      }
    }
    state.takeStock();
    readToTheEnd = context.options.bounded() && !state.scanWanted && !scan.isWaiting() && !isBusy();
    return Optional.empty();
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

  /** An archive is being unpacked: there is more to do at once. */
  private boolean isBusy() {
    return scan.isBusy() || state.tracked.stream().anyMatch(t -> t.isOpen() && t.unpacking);
  }

  private boolean scanIsDue(long now) {
    return state.scanWanted
        || now - scannedAtMillis >= RESCAN.toMillis()
        || context.listings.version(state.plan.active().getParent()) != scannedVersion;
  }

  private void scanNow(long now) throws IOException {
    scannedVersion = context.listings.version(state.plan.active().getParent());
    scannedAtMillis = now;
    scan.run(now);
    state.takeStock();
    quiet.looked(now);
  }

  private Optional<TailChunk> read(Tracked t, long now) throws IOException {
    LogBytes bytes = bytesOf(t);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      if (bytes instanceof UnpackedBytes archive && !isReady(t, archive, now)) {
        return Optional.ofNullable(state.news.pollFirst());
      }
      boolean closing = mayClose(t, bytes, now);
      if (t.endAtFirst == null && !t.generation.isPacked()) {
        t.endAtFirst = bytes.end(0);
      }
      ChunkReader.Outcome outcome =
          context.reader.read(t.generation, bytes, state.plan.maxLineBytes(), closing);
      countUnpacked(t, bytes);
      return take(outcome, t, bytes, closing, now);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      context.cannotRead(t.generation.path(), e);
      context.files.close(t.generation.name());
      return Optional.empty();
    }
  }

  private Optional<TailChunk> take(
      ChunkReader.Outcome outcome, Tracked t, LogBytes bytes, boolean closing, long now)
      throws IOException {
    if (outcome instanceof ChunkReader.Outcome.Read read) {
      return Optional.of(bytes(t, read, now));
    }
    if (outcome instanceof ChunkReader.Outcome.Truncated truncated) {
      context.counters.anchorCheckFailures.add(truncated.dropped() ? 1 : 0);
      scan.truncated(t, bytes, now);
      return Optional.ofNullable(state.news.pollFirst());
    }
    if (outcome instanceof ChunkReader.Outcome.Shrunk shrunk) {
      return Optional.of(shrunk(t, shrunk.size(), now));
    }
    if (outcome instanceof ChunkReader.Outcome.Refused refused) {
      refuse(t, refused);
      return nothing(t, refused.size(), false, now);
    }
    Optional<TailChunk> damaged = damaged(t, bytes, now);
    if (damaged.isPresent()) {
      return damaged;
    }
    long size = ((ChunkReader.Outcome.Nothing) outcome).size();
    if (size != t.generation.sizeSeen() && !Proof.stillThere(t.generation.place(), bytes)) {
      scan.truncated(t, bytes, now);
      return Optional.ofNullable(state.news.pollFirst());
    }
    return nothing(t, size, closing, now);
  }

  /** The generation's file; null when it cannot be opened now. */
  private LogBytes bytesOf(Tracked t) throws IOException {
    try {
      LogBytes held = context.files.held(t.generation.name());
      if (held == null && t.absent()) {
        return null;
      }
      return context.files.open(t.generation);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (OpenFiles.OtherFileException e) {
      state.scanWanted = true;
      return null;
    } catch (IOException e) {
      context.cannotRead(t.generation.path(), e);
      return null;
    }
  }

  /** True when an archive is unpacked up to the offset and holds what was read. */
  private boolean isReady(Tracked t, UnpackedBytes archive, long now) throws IOException {
    ArchiveReadiness.Progress progress = ArchiveReadiness.advance(t, archive);
    countUnpacked(t, archive);
    t.unpacking = progress == ArchiveReadiness.Progress.UNPACKING;
    switch (progress) {
      case OTHER -> scan.truncated(t, archive, now);
      case TOO_SHORT -> {
        grew(t, archive.packedSize(), now);
        t.readOut = context.options.bounded();
        damaged(t, archive, now).ifPresent(state.news::add);
      }
      case READY, UNPACKING -> {}
    }
    return progress == ArchiveReadiness.Progress.READY;
  }

  private void countUnpacked(Tracked t, LogBytes bytes) {
    if (bytes instanceof UnpackedBytes archive) {
      if (t.counted != archive) {
        t.counted = archive;
        t.unpackedBefore = 0;
      }
      long more = archive.unpackedBytes() - t.unpackedBefore;
      t.unpackedBefore = archive.unpackedBytes();
      context.counters.archiveBytesInflated.add(more);
      state.stats.inflated(more);
      t.generation = t.generation.unpacked(more);
    }
  }

  private TailChunk bytes(Tracked t, ChunkReader.Outcome.Read read, long now) {
    long from = t.generation.offset();
    long wall = context.clock.wallMillis();
    t.generation = t.generation.read(read.after()).seen(read.size(), t.generation.mtimeNs(), wall);
    grew(t, read.size(), now);
    t.caughtUp = read.caughtUp();
    t.readOut =
        context.options.bounded()
            && !t.generation.isPacked()
            && (read.caughtUp() || t.generation.offset() >= t.endAtFirst);
    t.spokeAtMillis = now;
    t.refused = null;
    if (read.caughtUp()) {
      context.spokeAtMillis = now;
    }
    count(read, t.generation.offset() - from);
    return new TailChunk(
        read.kind(),
        from,
        t.generation.offset(),
        read.size(),
        read.bytes(),
        read.caughtUp(),
        wall,
        null,
        t.generation,
        List.of());
  }

  private void count(ChunkReader.Outcome.Read read, long bytes) {
    state.stats.read(bytes);
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

  /** Bytes that were seen and not read were cut off; what was read still stands. */
  private TailChunk shrunk(Tracked t, long size, long now) {
    context.counters.truncations.increment();
    state.stats.truncated();
    long missing = t.generation.sizeSeen() - size;
    t.generation = t.generation.seen(size, t.generation.mtimeNs(), context.clock.wallMillis());
    grew(t, size, now);
    state.lost(
        t,
        t.generation.offset(),
        missing,
        LossReason.TRUNCATED.from(size, "at least " + missing + " bytes were cut off"));
    return state.news.removeFirst();
  }

  private void refuse(Tracked t, ChunkReader.Outcome.Refused refused) {
    if (!refused.why().equals(t.refused)) {
      t.refused = refused.why();
      context.counters.filesRefused.increment();
      context.tellOnce(
          t.generation.path(),
          "is left unread: " + refused.why() + "; want UTF-8 or another encoding of single bytes");
    }
  }

  /** An archive that is damaged, or cut off for good: what can be had of it was had. */
  private Optional<TailChunk> damaged(Tracked t, LogBytes bytes, long now) throws IOException {
    if (!(bytes instanceof UnpackedBytes archive)) {
      return Optional.empty();
    }
    String reason;
    if (archive.state() == UnpackedBytes.State.CORRUPT) {
      reason =
          LossReason.ARCHIVE_CORRUPT.from(
              t.generation.offset(), archive.problem().orElse("no more is known"));
    } else if (archive.state() == UnpackedBytes.State.CUT_OFF
        && !context.options.bounded()
        && now - t.grewAtMillis >= context.options.rotateQuiet().toMillis()) {
      reason = LossReason.ARCHIVE_CUT_OFF.from(t.generation.offset());
    } else {
      return Optional.empty();
    }
    t.generation = t.generation.in(Generation.State.FINAL);
    context.files.close(t.generation.name());
    context.reader.forget(t.generation.name());
    state.lost(t, t.generation.offset(), 0, reason);
    return Optional.of(state.news.removeFirst());
  }

  private Optional<TailChunk> nothing(Tracked t, long size, boolean closing, long now)
      throws IOException {
    if (size != t.generation.sizeSeen()) {
      t.generation = t.generation.seen(size, t.generation.mtimeNs(), context.clock.wallMillis());
    }
    LogBytes held = context.files.held(t.generation.name());
    grew(t, held instanceof UnpackedBytes archive ? archive.packedSize() : size, now);
    t.readOut = context.options.bounded();
    if (closing) {
      t.generation = t.generation.in(Generation.State.FINAL);
      context.files.close(t.generation.name());
      context.reader.forget(t.generation.name());
      return Optional.of(state.newsOf(t, now, true));
    }
    if (!t.caughtUp) {
      return Optional.of(state.newsOf(t, now, true));
    }
    return t.is(Generation.State.ACTIVE) ? heartbeat(now) : Optional.empty();
  }

  /** Now and then some log that stands at its end says so, for all of them. */
  private Optional<TailChunk> heartbeat(long now) {
    if (!context.options.bounded()
        && now - context.spokeAtMillis >= context.options.heartbeat().toMillis()) {
      for (Tracked t : state.tracked) {
        if (t.is(Generation.State.ACTIVE) && !t.displaced && t.caughtUp) {
          return Optional.of(state.newsOf(t, now, true));
        }
      }
    }
    return Optional.empty();
  }

  private static void grew(Tracked t, long size, long now) {
    if (size != t.lastSize) {
      t.lastSize = size;
      t.grewAtMillis = now;
    }
  }

  /**
   * A complete archive; or a file rotated or gone, and quiet for so long that nobody writes to it
   * any more.
   */
  private boolean mayClose(Tracked t, LogBytes bytes, long now) throws IOException {
    if (bytes instanceof UnpackedBytes archive) {
      return archive.state() == UnpackedBytes.State.COMPLETE;
    }
    return !context.options.bounded()
        && (t.is(Generation.State.ROTATED) || t.absent())
        && t.caughtUp
        && now - t.grewAtMillis >= context.options.rotateQuiet().toMillis();
  }

  @Override
  public void close() throws IOException {
    scan.close();
  }
}
