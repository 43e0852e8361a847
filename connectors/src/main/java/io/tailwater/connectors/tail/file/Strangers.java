package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that no known generation was on and that are not packed, judged by what is in them: a copy
 * of a generation, the beginning of one, or something new.
 */
final class Strangers {
  private final LineageState state;
  private final TailContext context;
  private final LineageScan scan;
  private final Comparisons comparisons = new Comparisons();
  private final Likeness likeness;
  private final HeldBack held;
  private final Admission admission;

  Strangers(LineageState state, LineageScan scan, HeldBack held, Admission admission) {
    this.state = state;
    this.context = state.context;
    this.scan = scan;
    this.likeness = new Likeness(state, held, comparisons);
    this.held = held;
    this.admission = admission;
  }

  /**
   * A generation's file is lost: it goes on in a copy that holds all that was read of it. Without
   * one, copies of its beginning are remembered as read: once their original is gone, nothing could
   * tell that they are.
   *
   * @return true when the generation goes on
   */
  boolean originalIsGone(Tracked lost, List<Member> members, long now) throws IOException {
    List<Member> copies = new ArrayList<>();
    boolean goesOn = false;
    for (Member member : members) {
      if (!member.packed() && state.owners.of(member.key()).isEmpty()) {
        boolean takesOver = !goesOn && canTakeOver(lost, member);
        HeldBack.Held copy = held.release(member.key());
        if (takesOver) {
          admission.adopt(lost, member, Generation.State.ROTATED, now);
          goesOn = true;
        } else if (copy != null
            && copy.isCopyOf(lost)
            && copy.size() == member.stat().size()
            && copy.size() <= lost.generation.offset()) {
          copies.add(member);
        }
      }
    }
    for (Member copy : goesOn ? List.<Member>of() : copies) {
      leave(copy, now);
    }
    return goesOn;
  }

  private void leave(Member copy, long now) throws IOException {
    try {
      admission.leave(copy, now);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      held.cannotJudge(copy, e);
    }
  }

  /** More was read of it than two logs are likely to begin with. */
  static boolean isProof(Tracked t) {
    return t.generation.place().textRead() >= Anchor.FULL;
  }

  private boolean canTakeOver(Tracked lost, Member member) throws IOException {
    try {
      return mayGoOnIn(lost, member, member.stat().size())
          && likeness.isCopy(lost, member)
          && !likeness.isRatherAnother(lost, member);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      held.cannotJudge(member, e);
      return false;
    }
  }

  /** True while files are being compared: there is more to do at once. */
  boolean isBusy() {
    return comparisons.areUnderWay();
  }

  /** Judges the files of one look. */
  void judge(List<Member> strangers, long now) throws IOException {
    comparisons.looking();
    comparisons.keepOnly(strangers.stream().map(Member::key).toList());
    for (Member stranger : strangers) {
      judge(stranger, now);
    }
  }

  /** Decides what a file is and begins what it is the beginning of. */
  private void judge(Member stranger, long now) throws IOException {
    if (held.isSettled(stranger) || state.owners.of(stranger.key()).isPresent()) {
      comparisons.forget(stranger.key());
      return;
    }
    try {
      decide(stranger, now);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      held.cannotJudge(stranger, e);
    } finally {
      comparisons.judged(stranger.key());
    }
  }

  /**
   * The active name is no copy of a file that is there: logs may well begin alike, and who copies a
   * log to keep it gives the copy another name.
   */
  private void decide(Member stranger, long now) throws IOException {
    List<Tracked> alike = likeness.mostEvidenceFirst(stranger);
    for (Tracked t : alike) {
      if (likeness.isCopy(t, stranger)) {
        boolean drained =
            t.is(Generation.State.FINAL) && stranger.stat().size() <= t.generation.offset();
        if (isThere(t) && stranger.active()) {
          continue;
        }
        if (drained && isThere(t)) {
          held.hold(stranger, t, now);
          return;
        }
        if (drained && mayGoOnIn(t, stranger, stranger.stat().size())) {
          admission.adopt(t, stranger, Generation.State.FINAL, now);
          return;
        }
        if (isThere(t) && scan.verify(t, now)) {
          if (isHeldAsCopy(stranger, t, now)) {
            return;
          }
        } else if (state.owners.of(stranger.key()).isPresent()) {
          return;
        } else if (!isThere(t)
            && mayGoOnIn(t, stranger, stranger.stat().size())
            && !likeness.isRatherAnother(t, stranger)) {
          if (!t.displaced && t.absentScans < Missing.GONE_SCANS) {
            held.hold(stranger, null, now);
            return;
          }
          context.files.close(t.generation.name());
          admission.adopt(t, stranger, Generation.State.ROTATED, now);
          return;
        }
      }
    }
    if (stranger.rotated() && isBeginningOfKnown(stranger, alike, now)) {
      return;
    }
    if (stranger.rotated() && Likeness.hasGrown(stranger) && likeness.beginsLikeKnown(stranger)) {
      // A copy that came to its end between two of these comparisons was neither in any of them.
      held.holdAndLookAgain(stranger, now);
      return;
    }
    admission.begin(stranger, likeness.readBefore(stranger), now);
  }

  /**
   * Whether the evidence is strong enough: two logs may begin with the same few lines, so little of
   * it only counts for a rotated file, and to go on only when the generation has not ended.
   *
   * @param size unpacked bytes in the file
   */
  static boolean mayGoOnIn(Tracked t, Member stranger, long size) {
    return isProof(t)
        || (stranger.rotated() && (!t.is(Generation.State.FINAL) || size <= t.generation.offset()));
  }

  static boolean isThere(Tracked t) {
    return !t.absent() && !t.displaced;
  }

  /**
   * Holds a file back when it is a copy of an original that is there, or when that is not known
   * yet. When the original was emptied while they were compared, that says nothing: the next look
   * tells whether it goes on in the file.
   */
  private boolean isHeldAsCopy(Member stranger, Tracked original, long now) throws IOException {
    Optional<Boolean> same = likeness.sameBytes(original, stranger);
    if (same.isEmpty()) {
      if (!held.isCopyOf(stranger, original)) {
        held.hold(stranger, null, now);
      }
      return true;
    }
    if (same.get()) {
      held.hold(stranger, original, now);
      return true;
    }
    if (scan.verify(original, now)) {
      return false;
    }
    if (state.owners.of(stranger.key()).isEmpty()) {
      held.hold(stranger, null, now);
    }
    return true;
  }

  /**
   * A rotated file that holds less than was read of a generation, and begins like it: a copy being
   * made, or an old one. Where the original is there its bytes decide. Where it is not, the file is
   * waited for while it may still grow, which the copy of a file that was emptied does not; then as
   * many equal bytes as an anchor has make it a copy, and fewer do not: short files may well begin
   * with the same banner.
   */
  private boolean isBeginningOfKnown(Member stranger, List<Tracked> alike, long now)
      throws IOException {
    boolean quiet = held.quietMillis(stranger, now) >= context.options.copyQuiet().toMillis();
    if (stranger.stat().size() == 0) {
      held.hold(stranger, null, now);
      return true;
    }
    for (Tracked t : alike) {
      if (likeness.mayBePartialCopy(t, stranger)) {
        if (isThere(t) && scan.verify(t, now)) {
          if (isHeldAsCopy(stranger, t, now)) {
            return true;
          }
        } else if (state.owners.of(stranger.key()).isPresent()) {
          return true;
        } else if ((quiet || t.displaced) && likeness.isOldPart(t, stranger)) {
          admission.leave(stranger, now);
          return true;
        } else if (!quiet) {
          held.hold(stranger, null, now);
          return true;
        }
      }
    }
    return false;
  }
}
