package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What becomes of a file that no known generation was on: it is held back, goes on for a generation
 * whose own file is lost, begins a new one, or is left alone for good.
 */
final class Admission {
  private final LineageState state;
  private final Map<FileKey, Held> held = new HashMap<>();
  private boolean firstLook;

  /**
   * A file that is held back.
   *
   * @param size its size when it was judged
   * @param sinceMillis when it was first seen with this size, on the monotonic clock
   * @param original name of the generation whose bytes it was seen to hold: as long as that is
   *     there, nothing but a new size makes the file be judged again; null while it may be
   *     something else
   * @param proven some text of the original had been read by then. Before that it may be replaced
   *     unseen, so the file is judged once more afterwards
   */
  record Held(long size, long sinceMillis, String original, boolean proven) {

    boolean isCopyOf(Tracked t) {
      return t.generation.name().equals(original);
    }
  }

  Admission(LineageState state) {
    this.state = state;
    this.firstLook = state.plan.known().isEmpty();
  }

  void firstLookIsOver() {
    firstLook = false;
  }

  /** Lets go of what is not there any more. */
  void keepOnly(Collection<Member> strangers) {
    held.keySet().retainAll(strangers.stream().map(Member::key).collect(Collectors.toSet()));
  }

  /** What is known of a file that was held back; null when it was not. */
  Held heldBack(Member stranger) {
    return held.get(stranger.key());
  }

  /** True when a file was seen to hold the very bytes of a generation's file. */
  boolean isCopyOf(Member stranger, Tracked original) {
    Held file = held.get(stranger.key());
    return file != null && file.isCopyOf(original);
  }

  /** True when some file was. */
  boolean hasCopyOf(Tracked original) {
    return held.values().stream().anyMatch(file -> file.isCopyOf(original));
  }

  /** True when a file was seen to be a copy, and nothing has changed since. */
  boolean isSettled(Member stranger) {
    Held file = held.get(stranger.key());
    return file != null && file.size() == stranger.stat().size() && isSettled(file);
  }

  private boolean isSettled(Held file) {
    return file.original() != null && (file.proven() || !isRead(file.original()));
  }

  private boolean isRead(String generation) {
    return state.tracked.stream()
        .anyMatch(t -> t.generation.name().equals(generation) && isRead(t.generation));
  }

  private static boolean isRead(Generation generation) {
    return generation.place().textRead() > 0;
  }

  Held release(Member stranger) {
    return held.remove(stranger.key());
  }

  /** True while it is not clear whether a file with something in it is a copy. */
  boolean areWaitedFor() {
    return held.values().stream().anyMatch(file -> !isSettled(file) && file.size() > 0);
  }

  /**
   * Holds a file back.
   *
   * @param original the generation it was seen to be a copy of; null when that is not sure
   */
  void hold(Member stranger, Tracked original, long now) {
    Held before = held.get(stranger.key());
    boolean same = before != null && before.size() == stranger.stat().size();
    if (before == null) {
      state.context.counters.copiesHeld.increment();
    }
    held.put(
        stranger.key(),
        new Held(
            stranger.stat().size(),
            same ? before.sinceMillis() : now,
            original == null ? null : original.generation.name(),
            original != null && isRead(original.generation)));
  }

  /** How long a file that is held back has had its size, milliseconds; 0 when it has grown. */
  long quietMillis(Member stranger, long now) {
    Held before = held.get(stranger.key());
    return before == null || before.size() != stranger.stat().size()
        ? 0
        : now - before.sinceMillis();
  }

  /** The generation goes on in this file. */
  void adopt(Tracked t, Member member, Generation.State next, long now) {
    LineageState s = state;
    if (!s.claim(member.key())) {
      return;
    }
    FileKey before = t.generation.key();
    boolean packed = member.packed();
    long missing = packed ? 0 : t.generation.sizeSeen() - member.stat().size();
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
            .seen(
                packed ? t.generation.sizeSeen() : member.stat().size(),
                member.stat().mtimeNs(),
                s.context.clock.wallMillis());
    s.release(before);
    held.remove(member.key());
    // Those were compared with the file that it was in before.
    held.values().removeIf(file -> file.isCopyOf(t));
    s.say(t, now, next == Generation.State.FINAL);
    if (missing > 0) {
      s.lost(
          t,
          t.generation.offset(),
          missing,
          LossReason.COPY_INCOMPLETE.from(member.stat().size(), missing));
    }
  }

  /** A new generation begins with this file, unless such files are to be left alone. */
  void begin(Member stranger, long now) throws IOException {
    if (stranger.rotated() && !stranger.named() && !stranger.pinned() && isLeftAlone()) {
      state.context.counters.archivesIgnored.increment();
      leave(stranger, now);
      return;
    }
    Optional<Tracked> unseen = unseenBefore(stranger);
    if (unseen.isPresent()) {
      goOnUnseen(unseen.get(), stranger, now);
      return;
    }
    Tracked t = begun(stranger, now);
    if (t == null) {
      return;
    }
    boolean skipped = firstLook && state.plan.start() == StartFrom.END;
    LogBytes bytes = state.context.files.open(t.generation);
    long from = skipped && !stranger.packed() ? Proof.lineStart(bytes, bytes.end(0)) : 0;
    // The head is known before anything is read: a copy is then one, also if a kill comes first.
    t.generation = t.generation.read(Proof.skippedTo(bytes, from));
    if (stranger.packed()) {
      // It is opened again when it is its turn.
      state.context.files.close(t.generation.name());
    }
    if (skipped && stranger.packed()) {
      t.generation = t.generation.in(Generation.State.FINAL);
    }
    add(t, now, !t.isOpen());
  }

  /**
   * The generation whose file was empty when it was last seen, before this process began, and is
   * gone: nothing tells a copy of it by its bytes. But a file that is nothing else, and was written
   * after that one came to be and before a later one did, is what became of it.
   */
  private Optional<Tracked> unseenBefore(Member stranger) {
    return state.tracked.stream()
        .filter(t -> stranger.rotated() && isGoneUnseen(t))
        .filter(t -> t.generation.key().birthNs() <= stranger.stat().mtimeNs())
        .max(Comparator.comparingLong(t -> t.generation.key().birthNs()));
  }

  private boolean isGoneUnseen(Tracked t) {
    return t.isOpen()
        && t.absent()
        && t.generation.offset() == 0
        && t.generation.head().length() == 0
        && state.context.files.held(t.generation.name()) == null;
  }

  private void goOnUnseen(Tracked t, Member stranger, long now) throws IOException {
    adopt(t, stranger, Generation.State.ROTATED, now);
    if (t.generation.key().equals(stranger.key())) {
      t.generation = t.generation.read(Proof.skippedTo(state.context.files.open(t.generation), 0));
      state.say(t, now, false);
    }
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
    held.remove(t.generation.key());
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
