package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a generation on by one chunk, and says when it is at its end. It is finished when it was
 * rotated away or removed, is read to its end, and has not grown for a while; or when it is a
 * complete archive, read to its end: never because time has passed since its rotation.
 */
final class GenerationReader {
  private final LineageState state;
  private final TailContext context;
  private final LineageScan scan;
  private final Unreadable unreadable;

  GenerationReader(LineageState state, LineageScan scan) {
    this.state = state;
    this.context = state.context;
    this.scan = scan;
    this.unreadable = new Unreadable(state);
  }

  /** The next chunk or news of a generation; empty when there is none now. */
  Optional<TailChunk> read(Tracked t, long now) throws IOException {
    t.busy = false;
    LogBytes bytes = bytesOf(t, now);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      if (state.plan.firstLines()) {
        FirstLine.recall(t, bytes);
      }
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
      unreadable.refuse(t, refused);
      return closing || unreadable.isLeftToUs(t, bytes, now)
          ? Optional.of(unreadable.refusedForGood(t, bytes, refused))
          : nothing(t, refused.size(), false, now);
    }
    Optional<TailChunk> damaged = unreadable.damaged(t, bytes, now);
    if (damaged.isPresent()) {
      return damaged;
    }
    t.busy = outcome instanceof ChunkReader.Outcome.UnderWay;
    long size =
        outcome instanceof ChunkReader.Outcome.UnderWay underWay
            ? underWay.size()
            : ((ChunkReader.Outcome.Nothing) outcome).size();
    if (size != t.generation.sizeSeen() && !Proof.stillThere(t.generation.place(), bytes)) {
      scan.truncated(t, bytes, now);
      return Optional.ofNullable(state.news.pollFirst());
    }
    if (t.busy) {
      t.generation = t.generation.seen(size, t.generation.mtimeNs(), context.clock.wallMillis());
      return Optional.empty();
    }
    return nothing(t, size, closing, now);
  }

  /** The generation's file; null when it cannot be opened now. */
  private LogBytes bytesOf(Tracked t, long now) throws IOException {
    try {
      LogBytes held = context.files.held(t.generation.name());
      if (held == null && t.absent()) {
        return null;
      }
      if (t.generation.isPacked() && !mayUnpack(t, held, now)) {
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

  /** False for an archive that has to wait, and for one that gave way and has not grown since. */
  private boolean mayUnpack(Tracked t, LogBytes held, long now) throws IOException {
    boolean idle =
        held == null
            && t.rests
            && t.generation.packedSize() == t.lastSize
            && now - t.grewAtMillis < context.options.rotateQuiet().toMillis();
    t.waitsForTurn = !idle && !context.files.mayUnpack(t.generation.name());
    t.rests &= idle || t.waitsForTurn;
    return !idle && !t.waitsForTurn;
  }

  private void rest(Tracked t) {
    t.rests = true;
    context.files.rest(t.generation.name());
  }

  /** True when an archive is unpacked up to the offset and holds what was read. */
  private boolean isReady(Tracked t, UnpackedBytes archive, long now) throws IOException {
    ArchiveReadiness.Progress progress = ArchiveReadiness.advance(t, archive);
    countUnpacked(t, archive);
    t.busy = progress == ArchiveReadiness.Progress.UNPACKING;
    switch (progress) {
      case OTHER -> scan.truncated(t, archive, now);
      case TOO_SHORT -> {
        grew(t, archive.packedSize(), now);
        t.readOut = context.options.bounded();
        rest(t);
        unreadable.damaged(t, archive, now).ifPresent(state.news::add);
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
    if (state.plan.firstLines()) {
      FirstLine.learn(t, read.bytes(), read.length());
    }
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
        0,
        null,
        t.generation,
        List.of(),
        t.firstLine);
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
      case LOST -> throw new IllegalStateException("Nothing is read of what is lost");
    }
  }

  /** Bytes that were seen and not read were cut off; what was read still stands. */
  private TailChunk shrunk(Tracked t, long size, long now) {
    context.counters.truncations.increment();
    state.stats.truncated();
    long missing = t.generation.sizeSeen() - size;
    t.generation =
        t.generation
            .read(t.generation.place().withoutUnread())
            .seen(size, t.generation.mtimeNs(), context.clock.wallMillis());
    grew(t, size, now);
    state.lost(
        t,
        t.generation.offset(),
        missing,
        LossReason.TRUNCATED.from(size, "at least " + missing + " bytes were cut off"));
    return state.news.removeFirst();
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
      state.finish(t);
      return Optional.of(state.newsOf(t, now, true));
    }
    if (t.generation.isPacked()) {
      rest(t);
    }
    if (!t.caughtUp) {
      return Optional.of(state.newsOf(t, now, true));
    }
    return state.heartbeat(now);
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
    return (t.is(Generation.State.ROTATED) || t.absent())
        && t.caughtUp
        && t.isQuiet(context.options, now);
  }
}
