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
    this.firstLook = !state.known;
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
    s.owners.goesOnIn(t, member.path(), member.key(), next);
    t.generation =
        t.generation
            .packed(member.name().codec(), packed ? member.stat().size() : 0)
            .seen(size, member.stat().mtimeNs(), s.context.clock.wallMillis());
    if (missing > 0) {
      t.generation = t.generation.read(t.generation.place().withoutUnread());
    }
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

  /**
   * A new generation begins with this file, or the one that was never seen to hold anything goes on
   * in it, unless such files are to be left alone.
   *
   * @param read how far another was read in the same bytes; empty when it is new from its start
   */
  void begin(Member stranger, Optional<Place> read, long now) throws IOException {
    if (stranger.rotated() && !stranger.named() && !stranger.pinned() && isLeftAlone()) {
      state.context.counters.archivesIgnored.increment();
      leave(stranger, now);
      return;
    }
    Optional<Tracked> unseen = unseenBefore(stranger);
    if (unseen.isPresent()) {
      goOn(unseen.get(), stranger, now);
      return;
    }
    boolean skipped = firstLook && state.plan.start() == StartFrom.END;
    Tracked t = null;
    LogBytes bytes = open(stranger);
    try {
      long from = skipped && !stranger.packed() ? Proof.lineStart(bytes, bytes.end(0)) : 0;
      // The head is known before anything is read: a copy is then one, also if a kill comes first.
      Place place = read.isPresent() ? read.get() : Proof.skippedTo(bytes, from);
      if (stranger.packed() && isNotAsJudged(stranger)) {
        held.holdAndLookAgain(stranger, now);
      } else {
        t = begun(stranger, place, now);
      }
    } finally {
      // An archive is opened again when it is its turn.
      if (t == null || stranger.packed()) {
        bytes.close();
      }
    }
    if (t == null) {
      return;
    }
    if (!stranger.packed()) {
      state.context.files.hold(t.generation.name(), bytes);
    } else if (skipped) {
      t.generation = t.generation.in(Generation.State.FINAL);
    }
    add(t, now, !t.isOpen());
  }

  private LogBytes open(Member stranger) throws IOException {
    return state.context.files.open(stranger.path(), stranger.key(), stranger.name().codec());
  }

  private void goOn(Tracked unseen, Member stranger, long now) throws IOException {
    Place place;
    try (LogBytes bytes = open(stranger)) {
      place = Proof.skippedTo(bytes, 0);
    }
    if (stranger.packed() && isNotAsJudged(stranger)) {
      held.holdAndLookAgain(stranger, now);
    } else if (adopt(unseen, stranger, Generation.State.ROTATED, now)) {
      unseen.generation = unseen.generation.read(place);
      state.say(unseen, now, false);
    }
  }

  /** An archive has grown: it was judged by less than there is in it now. */
  private static boolean isNotAsJudged(Member archive) {
    return !sizeNow(archive).equals(Optional.of(archive.stat().size()));
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
    Place place;
    try (LogBytes bytes = open(stranger)) {
      // Of a packed file the head must do: how much there is, only unpacking all of it would tell.
      long end = stranger.packed() ? 0 : Proof.lineStart(bytes, stranger.stat().size());
      place = Proof.skippedTo(bytes, end);
    }
    Tracked t = begun(stranger, place, now);
    if (t != null) {
      t.generation = t.generation.in(Generation.State.FINAL);
      add(t, now, true);
    }
  }

  /**
   * Null when another log has the file. What cannot be opened or read never comes here: it stays
   * free for the log that it is renamed to.
   */
  private Tracked begun(Member stranger, Place place, long now) {
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
                state.context.clock.wallMillis())
            .read(place);
    return t;
  }

  private void add(Tracked t, long now, boolean caughtUp) {
    held.release(t.generation.key());
    state.owners.add(t);
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
