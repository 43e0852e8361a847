package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that no known generation was on, judged by what is in them: a copy of a generation, the
 * beginning of one, an archive from before the first start, or something new.
 */
final class Strangers {
  private final LineagePlan plan;
  private final TailContext context;
  private final LineageScan scan;
  private final Map<FileKey, Held> held = new HashMap<>();
  private boolean firstLook;

  /**
   * A copy that is left alone.
   *
   * @param size its size when it was judged
   * @param sinceMillis when it was first seen with this size, on the monotonic clock
   * @param settled nothing but a new size makes it be judged again
   */
  private record Held(long size, long sinceMillis, boolean settled) {}

  Strangers(LineagePlan plan, TailContext context, LineageScan scan) {
    this.plan = plan;
    this.context = context;
    this.scan = scan;
    this.firstLook = plan.known().isEmpty();
  }

  void firstLookIsOver() {
    firstLook = false;
  }

  /** An original is gone: what was held as its copy must be judged again. */
  void forgetCopies() {
    held.clear();
  }

  /** Lets a generation whose file is lost go on in a copy; false when there is none. */
  boolean takeOver(Tracked lost, List<Member> members, long now) throws IOException {
    for (Member member : members) {
      if (member.name().codec() == Codec.NONE
          && scan.ownerOf(member) == null
          && isCopy(lost, member)) {
        adopt(lost, member, now);
        return true;
      }
    }
    return false;
  }

  /** Decides what a file is and begins what it is the beginning of. */
  void judge(Member stranger, long now) throws IOException {
    if (stranger.name().codec() != Codec.NONE) {
      context.tellOnce(stranger.path().toString(), "is packed and left alone");
      return;
    }
    Held before = held.get(stranger.stat().key());
    if (before != null && before.settled() && before.size() == stranger.stat().size()) {
      return;
    }
    for (Tracked t : List.copyOf(scan.tracked())) {
      if (isCopy(t, stranger)) {
        boolean drained =
            t.is(Generation.State.FINAL) && stranger.stat().size() <= t.generation.offset();
        if (drained) {
          hold(stranger, true, now);
          return;
        }
        if (isThere(t) && scan.verify(t, now)) {
          if (sameBytes(t, stranger)) {
            hold(stranger, true, now);
            return;
          }
        } else if (scan.ownerOf(stranger) != null) {
          return;
        } else if (!isThere(t) && mayGoOnIn(t, stranger)) {
          context.files.close(t.generation.name());
          adopt(t, stranger, now);
          return;
        }
      }
    }
    if (stranger.name().rotated() && isBeginningOfKnown(stranger, now)) {
      return;
    }
    begin(stranger, now);
  }

  /**
   * Whether the evidence is strong enough: two logs may begin with the same few lines, so little of
   * it only counts for a rotated file and a generation that has not ended.
   */
  private static boolean mayGoOnIn(Tracked t, Member stranger) {
    return t.generation.offset() >= Anchor.FULL
        || (stranger.name().rotated() && !t.is(Generation.State.FINAL));
  }

  private static boolean isThere(Tracked t) {
    return !t.absent() && !t.displaced;
  }

  private boolean isCopy(Tracked t, Member member) throws IOException {
    boolean lostItsEvidence = t.generation.offset() > 0 && t.generation.anchor().length() == 0;
    return !lostItsEvidence
        && opened(member, channel -> context.reader.isCopy(t.generation, channel), false);
  }

  /** Compares a file with the whole of an original that is there. */
  private boolean sameBytes(Tracked original, Member copy) throws IOException {
    FileChannel channel;
    try {
      channel = context.files.open(original.generation);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return true;
    }
    return opened(copy, other -> SameBytes.compare(channel, other), true);
  }

  private void adopt(Tracked t, Member member, long now) {
    t.displaced = false;
    t.verified = true;
    t.absentScans = 0;
    t.grewAtMillis = now;
    t.generation =
        t.generation
            .at(member.path().toString(), member.stat().key(), Generation.State.ROTATED)
            .seen(member.stat().size(), member.stat().mtimeNs(), context.clock.wallMillis());
    held.remove(member.stat().key());
    scan.say(scan.newsOf(t, now, false));
  }

  private void hold(Member stranger, boolean settled, long now) {
    Held before = held.get(stranger.stat().key());
    boolean same = before != null && before.size() == stranger.stat().size();
    if (before == null) {
      context.counters.copiesHeld.increment();
    }
    held.put(
        stranger.stat().key(),
        new Held(stranger.stat().size(), same ? before.sinceMillis() : now, settled));
  }

  /**
   * A rotated file that holds less than was read of a generation, and begins like it: a copy being
   * made, or an old one. Where the original is there its bytes decide; where it is not, the file is
   * waited for while it may still grow.
   */
  private boolean isBeginningOfKnown(Member stranger, long now) throws IOException {
    Held before = held.get(stranger.stat().key());
    boolean quiet =
        before != null
            && before.size() == stranger.stat().size()
            && now - before.sinceMillis() >= context.options.copyQuiet().toMillis();
    if (stranger.stat().size() == 0) {
      hold(stranger, false, now);
      return true;
    }
    for (Tracked t : scan.tracked()) {
      if (opened(stranger, c -> context.reader.isPartialCopy(t.generation, c), true)) {
        if (isThere(t) ? sameBytes(t, stranger) : !quiet) {
          hold(stranger, isThere(t), now);
          return true;
        }
      }
    }
    return false;
  }

  private void begin(Member stranger, long now) throws IOException {
    held.remove(stranger.stat().key());
    boolean alone = stranger.name().rotated() && !stranger.named() && isLeftAlone();
    boolean atEnd = firstLook && plan.start() == StartFrom.END;
    Generation.State state = stranger.active() ? Generation.State.ACTIVE : Generation.State.ROTATED;
    Tracked t = scan.begin(stranger.path(), stranger.stat().key(), state, now);
    t.generation =
        t.generation.seen(
            stranger.stat().size(), stranger.stat().mtimeNs(), context.clock.wallMillis());
    if ((alone || atEnd) && !skipToEnd(t)) {
      scan.tracked().remove(t);
      return;
    }
    if (alone) {
      context.counters.archivesIgnored.increment();
      t.generation = t.generation.in(Generation.State.FINAL);
      context.files.close(t.generation.name());
    }
    scan.say(scan.newsOf(t, now, alone));
  }

  private boolean isLeftAlone() {
    return switch (plan.selection().archives()) {
      case CONTINUE -> firstLook && plan.leaveArchives();
      case BACKFILL -> false;
      case IGNORE -> true;
    };
  }

  /** False when the file cannot be read now: the next scan tries again. */
  private boolean skipToEnd(Tracked t) throws IOException {
    try {
      FileChannel channel = context.files.open(t.generation);
      long end = context.reader.lineStart(channel, channel.size());
      t.generation =
          t.generation.read(
              context.reader.headOf(channel), end, context.reader.anchorAt(channel, end), 0);
      return true;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      context.counters.readFailures.increment();
      context.tellOnce(t.generation.path(), "cannot be read now, will be tried again: " + e);
      return false;
    }
  }

  private interface Look {
    boolean at(FileChannel channel) throws IOException;
  }

  private boolean opened(Member member, Look look, boolean otherwise) throws IOException {
    try (FileChannel channel = context.files.open(member.path(), member.stat().key())) {
      return look.at(channel);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      context.counters.readFailures.increment();
      return otherwise;
    }
  }
}
