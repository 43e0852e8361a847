package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Files that are held back: copies of a generation whose file is there, and what may be one. */
final class HeldBack {
  private final LineageState state;
  private final Map<FileKey, Held> held = new HashMap<>();
  private boolean lookIsStale;

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

  HeldBack(LineageState state) {
    this.state = state;
  }

  /** All that is judged from here on, a new look shows as it is. */
  void looking() {
    lookIsStale = false;
  }

  /** Lets go of what is not there any more. */
  void keepOnly(Collection<Member> strangers) {
    held.keySet().retainAll(strangers.stream().map(Member::key).collect(Collectors.toSet()));
  }

  /** What is known of a file that was held back; null when it was not. */
  Held of(Member stranger) {
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

  /** The file is held back no more; returns what was known of it, null when it was not. */
  Held release(FileKey file) {
    return held.remove(file);
  }

  /**
   * Something has changed since the look: a copy of what is missing may be there that it does not
   * show.
   */
  void lookIsStale() {
    lookIsStale = true;
    state.scanWanted = true;
  }

  /** A file that the look found cannot be judged now; the next look finds it again. */
  void cannotJudge(Member stranger, IOException e) {
    state.context.cannotRead(stranger.path().toString(), e);
    if (e instanceof NoSuchFileException || e instanceof OpenFiles.OtherFileException) {
      lookIsStale();
    }
  }

  /** True while it is not clear whether a file with something in it is a copy. */
  boolean areWaitedFor() {
    return lookIsStale
        || held.values().stream().anyMatch(file -> !isSettled(file) && file.size() > 0);
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

  /** Holds a file back that changed while it was judged. */
  void holdAndLookAgain(Member stranger, long now) {
    hold(stranger, null, now);
    state.scanWanted = true;
  }

  /** How long a file that is held back has had its size, milliseconds; 0 when it has grown. */
  long quietMillis(Member stranger, long now) {
    Held before = held.get(stranger.key());
    return before == null || before.size() != stranger.stat().size()
        ? 0
        : now - before.sinceMillis();
  }

  /** Another file is the generation's from now on: these were compared with the one before. */
  void releaseCopiesOf(Tracked t) {
    held.values().removeIf(file -> file.isCopyOf(t));
  }
}
