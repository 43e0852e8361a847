package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/**
 * What becomes of a file that no known generation was on: it is held back, goes on for a generation
 * whose own file is lost, begins a new one, or is left alone for good.
 */
final class Admission {
  private final LineageState state;
  private final HeldBack held;
  private boolean firstLook;

  Admission(LineageState state, HeldBack held) {
    this.state = state;
    this.held = held;
    this.firstLook = state.plan.known().isEmpty();
  }

  void firstLookIsOver() {
    firstLook = false;
  }

  /**
   * The generation goes on in this file.
   *
   * @return false when another log has the file
   */
  boolean adopt(Tracked t, Member member, Generation.State next, long now) {
    LineageState s = state;
    if (!s.claim(member.key())) {
      return false;
    }
    FileKey before = t.generation.key();
    boolean packed = member.packed();
    // It may have been copied to its end since the look, or be packed by now.
    long seen = t.generation.sizeSeen();
    long size = packed ? seen : sizeNow(member).orElse(seen);
    long missing = seen - size;
    t.displaced = false;
    t.verified = true;
    t.ready = null;
    t.absentScans = 0;
    t.absentSinceMillis = null;
    t.grewAtMillis = now;
    t.generation =
        t.generation
            .on(member.key(), s.nextEpoch(member.key()))
            .at(member.path().toString(), s.context.host, member.key(), next)
            .packed(member.name().codec(), packed ? member.stat().size() : 0)
            .seen(size, member.stat().mtimeNs(), s.context.clock.wallMillis());
    s.release(before);
    held.release(member.key());
    held.releaseCopiesOf(t);
    s.say(t, now, next == Generation.State.FINAL);
    if (missing > 0) {
      s.lost(t, t.generation.offset(), missing, LossReason.COPY_INCOMPLETE.from(size, missing));
    }
    return true;
  }

  /** Empty when it is not there any more. */
  private static Optional<Long> sizeNow(Member member) {
    try {
      FileStat now = FileStat.of(member.path());
      return Optional.of(now.size()).filter(size -> now.key().equals(member.key()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A new generation begins with this file, unless such files are to be left alone. */
  void begin(Member stranger, long now) throws IOException {
    begin(stranger, Optional.empty(), now);
  }

  /**
   * A new generation begins with this file.
   *
   * @param read how far another was read in the same bytes; empty when it is new from its start
   */
  void begin(Member stranger, Optional<Place> read, long now) throws IOException {
    if (stranger.rotated() && !stranger.named() && !stranger.pinned() && isLeftAlone()) {
      state.context.counters.archivesIgnored.increment();
      leave(stranger, now);
      return;
    }
    boolean skipped = firstLook && state.plan.start() == StartFrom.END;
    // The head is known before anything is read: a copy is then one, also if a kill comes first.
    Place place = read.isPresent() ? read.get() : placeAt(stranger, skipped && !stranger.packed());
    if (stranger.packed() && !sizeNow(stranger).equals(Optional.of(stranger.stat().size()))) {
      // It was judged by less than there is in it now.
      held.hold(stranger, null, now);
      state.scanWanted = true;
      return;
    }
    Optional<Tracked> unseen = unseenBefore(stranger);
    if (unseen.isPresent()) {
      if (adopt(unseen.get(), stranger, Generation.State.ROTATED, now)) {
        unseen.get().generation = unseen.get().generation.read(place);
        state.say(unseen.get(), now, false);
      }
      return;
    }
    Tracked t = begun(stranger, now);
    if (t == null) {
      return;
    }
    t.generation = t.generation.read(place);
    if (!stranger.packed()) {
      // From now on it can be read, whatever becomes of its name.
      state.context.files.open(t.generation);
    } else if (skipped) {
      t.generation = t.generation.in(Generation.State.FINAL);
    }
    add(t, now, !t.isOpen());
  }

  private Place placeAt(Member stranger, boolean end) throws IOException {
    Codec codec = stranger.name().codec();
    try (LogBytes bytes = state.context.files.open(stranger.path(), stranger.key(), codec)) {
      return Proof.skippedTo(bytes, end ? Proof.lineStart(bytes, bytes.end(0)) : 0);
    }
  }

  /**
   * The generation whose file was empty when it was last seen, before this process began, and is
   * gone or was emptied since: nothing tells a copy of it by its bytes. But a file that is nothing
   * else, and was written after that one came to be and before a later one did, is what became of
   * it.
   */
  private Optional<Tracked> unseenBefore(Member stranger) {
    return state.tracked.stream()
        .filter(t -> stranger.rotated() && isGoneUnseen(t))
        .filter(t -> t.generation.key().birthNs() <= stranger.stat().mtimeNs())
        .min(
            Comparator.comparingLong((Tracked t) -> -t.generation.key().birthNs())
                .thenComparing(t -> t.generation.epoch()));
  }

  private boolean isGoneUnseen(Tracked t) {
    return (t.isAwaited() || (t.isOpen() && t.absent()))
        && t.generation.offset() == 0
        && t.generation.head().length() == 0
        && state.context.files.held(t.generation.name()) == null;
  }

  /**
   * Remembers a file as read to its end, for as long as it is there. Should it grow, it goes on
   * with a whole line.
   */
  void leave(Member stranger, long now) throws IOException {
    Tracked t = begun(stranger, now);
    if (t == null) {
      return;
    }
    LogBytes bytes = state.context.files.open(t.generation);
    // Of a packed file the head must do: how much there is, only unpacking all of it would tell.
    long end = stranger.packed() ? 0 : Proof.lineStart(bytes, stranger.stat().size());
    Place place = Proof.skippedTo(bytes, end);
    state.context.files.close(t.generation.name());
    t.generation = t.generation.read(place).in(Generation.State.FINAL);
    add(t, now, true);
  }

  /** Null when another log has the file. */
  private Tracked begun(Member stranger, long now) {
    if (!state.claim(stranger.key())) {
      return null;
    }
    Generation.State begins =
        stranger.written() ? Generation.State.ACTIVE : Generation.State.ROTATED;
    Codec codec = stranger.name().codec();
    Tracked t = state.begun(stranger.path(), stranger.key(), codec, begins, now);
    long size = stranger.stat().size();
    t.generation =
        t.generation
            .packed(codec, stranger.packed() ? size : 0)
            .seen(
                stranger.packed() ? 0 : size,
                stranger.stat().mtimeNs(),
                state.context.clock.wallMillis());
    return t;
  }

  private void add(Tracked t, long now, boolean caughtUp) {
    held.release(t.generation.key());
    state.tracked.add(t);
    state.say(t, now, caughtUp);
  }

  private boolean isLeftAlone() {
    return switch (state.plan.selection().archives()) {
      case CONTINUE -> firstLook && state.plan.leaveArchives();
      case BACKFILL -> false;
      case IGNORE -> true;
    };
  }
}
