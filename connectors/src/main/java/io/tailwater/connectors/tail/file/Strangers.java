package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
   * @param original name of the generation whose bytes it was seen to hold: as long as that is
   *     there, nothing but a new size makes the copy be judged again; null while it may be
   *     something else
   */
  private record Held(long size, long sinceMillis, String original) {}

  Strangers(LineagePlan plan, TailContext context, LineageScan scan) {
    this.plan = plan;
    this.context = context;
    this.scan = scan;
    this.firstLook = plan.known().isEmpty();
  }

  void firstLookIsOver() {
    firstLook = false;
  }

  /** Lets go of what is not there any more. */
  void keepOnly(List<Member> strangers) {
    held.keySet()
        .retainAll(
            strangers.stream()
                .map(stranger -> stranger.stat().key())
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** True while it is not clear whether a file with something in it is a copy. */
  boolean areWaitedFor() {
    return held.values().stream().anyMatch(copy -> copy.original() == null && copy.size() > 0);
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
      if (member.name().codec() == Codec.NONE && scan.ownerOf(member) == null) {
        Held copy = held.remove(member.stat().key());
        if (!goesOn && canTakeOver(lost, member)) {
          adopt(lost, member, Generation.State.ROTATED, now);
          goesOn = true;
        } else if (copy != null
            && lost.generation.name().equals(copy.original())
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

  private boolean canTakeOver(Tracked lost, Member member) throws IOException {
    try {
      return mayGoOnIn(lost, member) && isCopy(lost, member);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      failed(member.path().toString(), e);
      return false;
    }
  }

  /** Decides what a file is and begins what it is the beginning of. */
  void judge(Member stranger, long now) throws IOException {
    if (stranger.name().codec() != Codec.NONE) {
      context.tellOnce(stranger.path().toString(), "is packed and left alone");
      return;
    }
    Held before = held.get(stranger.stat().key());
    boolean known =
        before != null && before.original() != null && before.size() == stranger.stat().size();
    if (known || scan.ownerOf(stranger) != null) {
      return;
    }
    try {
      decide(stranger, now);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // The next scan finds it again.
      failed(stranger.path().toString(), e);
    }
  }

  /**
   * The active name is no copy of a file that is there: logs may well begin alike, and who copies a
   * log to keep it gives the copy another name.
   */
  private void decide(Member stranger, long now) throws IOException {
    for (Tracked t : mostEvidenceFirst()) {
      if (isCopy(t, stranger)) {
        boolean drained =
            t.is(Generation.State.FINAL) && stranger.stat().size() <= t.generation.offset();
        if (isThere(t) && stranger.active()) {
          continue;
        }
        if (drained && isThere(t)) {
          hold(stranger, t, now);
          return;
        }
        if (drained && mayGoOnIn(t, stranger)) {
          adopt(t, stranger, Generation.State.FINAL, now);
          return;
        }
        if (isThere(t) && scan.verify(t, now)) {
          if (sameBytes(t, stranger)) {
            hold(stranger, t, now);
            return;
          }
        } else if (scan.ownerOf(stranger) != null) {
          return;
        } else if (!isThere(t) && mayGoOnIn(t, stranger)) {
          if (!t.displaced && t.absentScans < LineageScan.GONE_SCANS) {
            hold(stranger, null, now);
            return;
          }
          context.files.close(t.generation.name());
          adopt(t, stranger, Generation.State.ROTATED, now);
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
   * it only counts for a rotated file, and to go on only when the generation has not ended.
   */
  private static boolean mayGoOnIn(Tracked t, Member stranger) {
    return t.generation.offset() >= Anchor.FULL
        || (stranger.name().rotated()
            && (!t.is(Generation.State.FINAL) || stranger.stat().size() <= t.generation.offset()));
  }

  private static boolean isThere(Tracked t) {
    return !t.absent() && !t.displaced;
  }

  /** A file may hold what was read of several generations, when all begin with the same lines. */
  private List<Tracked> mostEvidenceFirst() {
    List<Tracked> candidates = new ArrayList<>(scan.tracked());
    candidates.sort(Comparator.comparing((Tracked t) -> t.generation.offset()).reversed());
    return candidates;
  }

  private boolean isCopy(Tracked t, Member member) throws IOException {
    boolean lostItsEvidence = t.generation.offset() > 0 && t.generation.anchor().length() == 0;
    return !lostItsEvidence
        && opened(member, channel -> context.reader.isCopy(t.generation, channel));
  }

  /** Compares a copy with the original; what was compared before is not again. */
  private boolean sameBytes(Tracked original, Member copy) throws IOException {
    Held before = held.get(copy.stat().key());
    boolean grew =
        before != null
            && original.generation.name().equals(before.original())
            && before.size() <= copy.stat().size();
    FileChannel channel = context.files.open(original.generation);
    return opened(copy, c -> SameBytes.startWith(channel, c, grew ? before.size() : 0));
  }

  private void adopt(Tracked t, Member member, Generation.State state, long now) {
    long missing = t.generation.sizeSeen() - member.stat().size();
    t.displaced = false;
    t.verified = true;
    t.absentScans = 0;
    t.grewAtMillis = now;
    t.generation =
        t.generation
            .at(member.path().toString(), member.stat().key(), state)
            .seen(member.stat().size(), member.stat().mtimeNs(), context.clock.wallMillis());
    held.remove(member.stat().key());
    scan.say(scan.newsOf(t, now, state == Generation.State.FINAL));
    if (missing > 0) {
      scan.lost(t, t.generation.offset(), missing, "the copy lacks the file's last bytes");
    }
  }

  /**
   * @param original the generation it was seen to be a copy of; null when that is not sure
   */
  private void hold(Member stranger, Tracked original, long now) {
    Held before = held.get(stranger.stat().key());
    boolean same = before != null && before.size() == stranger.stat().size();
    if (before == null) {
      context.counters.copiesHeld.increment();
    }
    held.put(
        stranger.stat().key(),
        new Held(
            stranger.stat().size(),
            same ? before.sinceMillis() : now,
            original == null ? null : original.generation.name()));
  }

  /**
   * A rotated file that holds less than was read of a generation, and begins like it: a copy being
   * made, or an old one. Where the original is there its bytes decide. Where it is not, the file is
   * waited for while it may still grow; then as many equal bytes as an anchor has make it a copy,
   * and fewer do not: short files may well begin with the same banner.
   */
  private boolean isBeginningOfKnown(Member stranger, long now) throws IOException {
    Held before = held.get(stranger.stat().key());
    boolean quiet =
        before != null
            && before.size() == stranger.stat().size()
            && now - before.sinceMillis() >= context.options.copyQuiet().toMillis();
    if (stranger.stat().size() == 0) {
      hold(stranger, null, now);
      return true;
    }
    for (Tracked t : List.copyOf(scan.tracked())) {
      if (opened(stranger, c -> context.reader.isPartialCopy(t.generation, c))) {
        if (isThere(t) && scan.verify(t, now)) {
          if (sameBytes(t, stranger)) {
            hold(stranger, t, now);
            return true;
          }
        } else if (scan.ownerOf(stranger) != null) {
          return true;
        } else if (!quiet) {
          hold(stranger, null, now);
          return true;
        } else if (t.generation.head().comparable(stranger.stat().size()) >= Anchor.FULL) {
          leave(stranger, now);
          return true;
        }
      }
    }
    return false;
  }

  private void begin(Member stranger, long now) throws IOException {
    if (stranger.name().rotated() && !stranger.named() && isLeftAlone()) {
      context.counters.archivesIgnored.increment();
      leave(stranger, now);
      return;
    }
    Tracked t = begun(stranger, now);
    if (firstLook && plan.start() == StartFrom.END) {
      FileChannel channel = context.files.open(t.generation);
      skipTo(t, channel, context.reader.lineStart(channel, channel.size()));
    }
    add(t, now, false);
  }

  /** Remembers a file as read to its end, for as long as it is there. */
  private void leave(Member stranger, long now) throws IOException {
    Tracked t = begun(stranger, now);
    FileChannel channel = context.files.open(t.generation);
    skipTo(t, channel, channel.size());
    context.files.close(t.generation.name());
    t.generation = t.generation.in(Generation.State.FINAL);
    add(t, now, true);
  }

  private Tracked begun(Member stranger, long now) {
    Generation.State state = stranger.active() ? Generation.State.ACTIVE : Generation.State.ROTATED;
    Tracked t = scan.begun(stranger.path(), stranger.stat().key(), state, now);
    t.generation =
        t.generation.seen(
            stranger.stat().size(), stranger.stat().mtimeNs(), context.clock.wallMillis());
    return t;
  }

  private void add(Tracked t, long now, boolean caughtUp) {
    held.remove(t.generation.key());
    scan.tracked().add(t);
    scan.say(scan.newsOf(t, now, caughtUp));
  }

  private boolean isLeftAlone() {
    return switch (plan.selection().archives()) {
      case CONTINUE -> firstLook && plan.leaveArchives();
      case BACKFILL -> false;
      case IGNORE -> true;
    };
  }

  private void skipTo(Tracked t, FileChannel channel, long end) throws IOException {
    t.generation =
        t.generation.read(
            context.reader.headOf(channel), end, context.reader.anchorAt(channel, end), 0);
  }

  private void failed(String path, IOException e) {
    context.counters.readFailures.increment();
    context.tellOnce(path, "cannot be read now, will be tried again: " + e);
  }

  private interface Look {
    boolean at(FileChannel channel) throws IOException;
  }

  private boolean opened(Member member, Look look) throws IOException {
    try (FileChannel channel = context.files.open(member.path(), member.stat().key())) {
      return look.at(channel);
    }
  }
}
