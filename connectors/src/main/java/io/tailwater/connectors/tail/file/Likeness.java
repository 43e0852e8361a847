package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the bytes of a file that is not packed say of the generations that it may be a copy of. */
final class Likeness {
  private final LineageState state;
  private final TailContext context;
  private final HeldBack held;
  private final Comparisons comparisons;

  Likeness(LineageState state, HeldBack held, Comparisons comparisons) {
    this.state = state;
    this.context = state.context;
    this.held = held;
    this.comparisons = comparisons;
  }

  /**
   * Those that a file may be of by its first bytes. It may hold what was read of several
   * generations, when all begin with the same lines.
   */
  List<Tracked> mostEvidenceFirst(Member stranger) throws IOException {
    List<Tracked> candidates = new ArrayList<>(state.tracked);
    if (candidates.isEmpty()) {
      return candidates;
    }
    opened(
        stranger,
        bytes -> {
          FileBeginning first = FileBeginning.of(bytes);
          return candidates.removeIf(t -> first.differsFrom(t.generation.head()));
        });
    candidates.sort(Comparator.comparing((Tracked t) -> t.generation.offset()).reversed());
    return candidates;
  }

  /** True when a file holds what was read; zeros prove it only together with the original. */
  boolean isCopy(Tracked t, Member member) throws IOException {
    Place place = t.generation.place();
    return !place.isUnproven()
        && opened(
            member,
            bytes ->
                Strangers.isThere(t) && place.head().length() > 0
                    ? Proof.mayBeCopy(place, bytes)
                    : Proof.isCopy(place, bytes));
  }

  boolean mayBePartialCopy(Tracked t, Member member) throws IOException {
    return opened(member, bytes -> Proof.mayBePartialCopy(t.generation.place(), bytes));
  }

  boolean isOldPart(Tracked t, Member member) throws IOException {
    return opened(member, bytes -> isOldPart(t, bytes, member));
  }

  private static boolean isOldPart(Tracked t, LogBytes bytes, Member member) throws IOException {
    return Proof.isOldPart(t.generation.place(), bytes, member.stat().size());
  }

  /**
   * Compares a copy with the original; what was compared before is not again.
   *
   * @return empty while more is to be compared
   */
  Optional<Boolean> sameBytes(Tracked original, Member copy) throws IOException {
    HeldBack.Held before = held.of(copy);
    boolean grew =
        before != null
            && before.proven()
            && before.isCopyOf(original)
            && before.size() <= copy.stat().size();
    LogBytes bytes = context.files.open(original.generation);
    String name = original.generation.name();
    long from = grew ? before.size() : 0;
    return opened(copy, c -> comparisons.sameBytes(name, bytes, copy.key(), c, from));
  }

  /**
   * How far a file was read already: it is a copy of a file that was emptied, which lacks some of
   * the last lines that were read of that one, and others have written to it since. Empty for all
   * others.
   */
  Optional<Place> readBefore(Member stranger) throws IOException {
    if (state.tracked.stream().noneMatch(Tracked::isAwaited)) {
      return Optional.empty();
    }
    List<Place> read = new ArrayList<>();
    opened(
        stranger,
        bytes ->
            any(
                t ->
                    t.isAwaited()
                        && Proof.partOfCopy(t.generation.place(), bytes)
                            .map(read::add)
                            .orElse(false)));
    return read.stream().findFirst();
  }

  /**
   * True when little was read of a generation, and another file was seen to hold the very bytes of
   * its own, or this one surely is another generation, or the beginning of one, or more was read of
   * another that it holds: many logs begin with the same line.
   */
  boolean isRatherAnother(Tracked t, Member member) throws IOException {
    if (Strangers.isProof(t) || held.isCopyOf(member, t)) {
      return false;
    }
    return held.hasCopyOf(t)
        || opened(
            member, bytes -> any(other -> isMoreLikely(other, t) && isOrWas(other, bytes, member)));
  }

  private static boolean isMoreLikely(Tracked other, Tracked t) {
    boolean moreRead = other.generation.place().textRead() > t.generation.place().textRead();
    return Strangers.isProof(other) || (moreRead && !other.is(Generation.State.FINAL));
  }

  private static boolean isOrWas(Tracked t, LogBytes bytes, Member member) throws IOException {
    return Proof.isCopy(t.generation.place(), bytes)
        || (Strangers.isProof(t) && isOldPart(t, bytes, member));
  }

  static boolean hasGrown(Member stranger) throws IOException {
    return FileStat.of(stranger.path()).size() != stranger.stat().size();
  }

  boolean beginsLikeKnown(Member stranger) throws IOException {
    return opened(stranger, bytes -> any(t -> Proof.beginsAlike(t.generation.head(), bytes)));
  }

  private interface Condition {
    boolean of(Tracked t) throws IOException;
  }

  private boolean any(Condition condition) throws IOException {
    for (Tracked t : state.tracked) {
      if (condition.of(t)) {
        return true;
      }
    }
    return false;
  }

  private interface Look<T> {
    T at(LogBytes bytes) throws IOException;
  }

  private <T> T opened(Member member, Look<T> look) throws IOException {
    try (LogBytes bytes = context.files.open(member.path(), member.key(), Codec.NONE)) {
      return look.at(bytes);
    }
  }
}
