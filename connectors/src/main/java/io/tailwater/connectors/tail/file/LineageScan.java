package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Says which generation each file of a log is, by evidence.
 *
 * <ul>
 *   <li>A file with the device, inode and birth time of a known generation is that generation,
 *       whatever its name, once its content has been compared: then it was renamed, or it is where
 *       it was.
 *   <li>The same file without the content was emptied, or its inode is used anew: the old
 *       generation ends, its unread bytes are looked for in a copy, and the file begins a new one.
 *   <li>Another file with the content is a copy. While the original is there, the copy is left
 *       alone; when the original is gone or was emptied, the generation goes on in the copy.
 *   <li>Another file that holds only the beginning of what was read is an unfinished copy: left
 *       alone, and remembered as read once its original is gone.
 *   <li>Everything else is a new generation.
 * </ul>
 */
final class LineageScan {
  /** A listing may miss a file that is there; so many in a row do not. */
  static final int GONE_SCANS = 3;

  private final LineagePlan plan;
  private final TailContext context;
  private final List<Tracked> tracked;
  private final Deque<TailChunk> news;
  private final Members members;
  private final Strangers strangers;
  private final List<String> forgotten = new ArrayList<>();

  LineageScan(LineagePlan plan, TailContext context, List<Tracked> tracked, Deque<TailChunk> news) {
    this.plan = plan;
    this.context = context;
    this.tracked = tracked;
    this.news = news;
    this.members = new Members(plan.active(), plan.selection(), context);
    this.strangers = new Strangers(plan, context, this);
    recall();
  }

  /** Takes up what is known, save what ended long before the newest of it was last seen. */
  private void recall() {
    long newest = plan.known().stream().mapToLong(Generation::seenAtMillis).max().orElse(0);
    long now = context.clock.monotonicMillis();
    plan.known().stream()
        .filter(
            known ->
                known.state() != Generation.State.FINAL
                    || newest - known.seenAtMillis() < context.options.forgetAfter().toMillis())
        .sorted(
            Comparator.comparing((Generation known) -> known.state() == Generation.State.ACTIVE)
                .thenComparing(Generation::seenAtMillis))
        .forEach(known -> tracked.add(new Tracked(known, false, now)));
  }

  /** Looks at the directory and brings the generations in line with it. */
  void run(long now) throws IOException {
    List<Tracked> found = new ArrayList<>();
    List<Member> unknown = new ArrayList<>();
    for (Member member : members.look()) {
      Tracked owner = ownerOf(member);
      if (owner == null) {
        unknown.add(member);
      } else if (confirm(owner, member, now)) {
        found.add(owner);
      } else {
        found.add(ownerOf(member));
      }
    }
    for (Tracked t : tracked) {
      if (!found.contains(t)) {
        t.absentScans++;
        context.files.keep(t.generation.name());
      }
    }
    strangers.keepOnly(unknown);
    for (Member stranger : unknown) {
      strangers.judge(stranger, now);
    }
    strangers.firstLookIsOver();
    endAbsent(now);
    forget(now);
    order();
  }

  /** The newest generation that was on this very file; null when none was. */
  Tracked ownerOf(Member member) {
    Tracked owner = null;
    for (Tracked t : tracked) {
      if (!t.displaced
          && t.generation.host().equals(context.host)
          && !context.births.differ(t.generation.key(), member.stat().key())
          && (owner == null || owner.generation.epoch() < t.generation.epoch())) {
        owner = t;
      }
    }
    return owner;
  }

  /** True when the file still is the generation; false when a new one has begun on it. */
  private boolean confirm(Tracked owner, Member member, long now) throws IOException {
    owner.absentScans = 0;
    context.files.mayEvict(owner.generation.name());
    Generation before = owner.generation;
    boolean changed =
        member.stat().size() != before.offset() || member.stat().mtimeNs() != before.mtimeNs();
    boolean rewritten =
        member.stat().size() == before.offset() && member.stat().mtimeNs() != before.mtimeNs();
    boolean mustLook = owner.is(Generation.State.FINAL) ? changed : !owner.verified || rewritten;
    Generation.State state = stateIn(owner, member);
    owner.generation = before.at(member.path().toString(), member.stat().key(), state);
    if (mustLook && !verify(owner, now)) {
      return false;
    }
    owner.generation =
        owner.generation.seen(
            // A smaller size is for the reader to see, who knows whether anything was lost by it.
            Math.max(owner.generation.sizeSeen(), member.stat().size()),
            member.stat().mtimeNs(),
            owner.generation.seenAtMillis());
    boolean moved = !before.path().equals(owner.generation.path()) || before.state() != state;
    if (moved) {
      owner.caughtUp = false;
      news.add(newsOf(owner, now, false));
    }
    return true;
  }

  /** A finished generation stays so until its file grows, shrinks, or is the active one again. */
  private static Generation.State stateIn(Tracked owner, Member member) {
    if (member.active()) {
      return Generation.State.ACTIVE;
    }
    boolean still =
        owner.is(Generation.State.FINAL) && member.stat().size() == owner.generation.offset();
    return still ? Generation.State.FINAL : Generation.State.ROTATED;
  }

  /** Compares a generation's evidence with its file; a new one begins on it where they differ. */
  boolean verify(Tracked owner, long now) throws IOException {
    try {
      FileChannel channel = context.files.open(owner.generation);
      if (context.reader.stillThere(owner.generation, channel)) {
        owner.verified = true;
        return true;
      }
      truncated(owner, channel, now);
      return false;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // It cannot be read now. Every read makes the same check, so nothing wrong can come of it.
      context.counters.readFailures.increment();
      context.tellOnce(owner.generation.path(), "cannot be read now, will be tried again: " + e);
      return true;
    }
  }

  /**
   * The generation's file does not hold it any more: a new generation begins on the file, and the
   * old one goes on in a copy if the next scan finds one.
   */
  void truncated(Tracked old, FileChannel channel, long now) throws IOException {
    context.counters.truncations.increment();
    old.displaced = true;
    old.verified = false;
    context.files.close(old.generation.name());
    context.reader.forget(old.generation.name());
    Generation g = old.generation;
    Tracked next = begun(Path.of(g.path()), g.key(), stateOf(old), now);
    tracked.add(next);
    news.add(newsOf(next, now, false));
    if (!strangers.originalIsGone(old, members.look(), now)) {
      end(old, "the file was emptied or rewritten before this was read", now);
    }
  }

  private static Generation.State stateOf(Tracked old) {
    return old.is(Generation.State.FINAL) ? Generation.State.ROTATED : old.generation.state();
  }

  private int nextEpoch(FileKey key) {
    return tracked.stream()
            .filter(t -> !context.births.differ(t.generation.key(), key))
            .mapToInt(t -> t.generation.epoch())
            .max()
            .orElse(-1)
        + 1;
  }

  /** A new generation from a file's beginning. */
  Tracked begun(Path path, FileKey key, Generation.State state, long now) {
    int epoch = nextEpoch(key);
    Generation generation =
        new Generation(
            Generation.name(plan.active().toString(), key, epoch),
            path.toString(),
            context.host,
            key,
            epoch,
            Head.NONE,
            0,
            Anchor.NONE,
            0,
            0,
            0,
            Codec.NONE,
            state,
            context.clock.wallMillis());
    return new Tracked(generation, true, now);
  }

  /** Gives up what has been gone for several scans and is not held open. */
  private void endAbsent(long now) throws IOException {
    for (Tracked t : List.copyOf(tracked)) {
      if (t.absentScans >= GONE_SCANS
          && t.isOpen()
          && context.files.held(t.generation.name()) == null
          && !strangers.originalIsGone(t, members.look(), now)) {
        end(t, "the file was gone before this was read", now);
      }
    }
  }

  private void end(Tracked t, String reason, long now) {
    Generation g = t.generation;
    long to = Math.max(g.offset(), g.sizeSeen());
    boolean wasOpen = g.state() != Generation.State.FINAL;
    t.generation = g.read(g.head(), to, to == g.offset() ? g.anchor() : Anchor.NONE, g.zeros());
    t.generation = t.generation.in(Generation.State.FINAL);
    t.spokeAtMillis = now;
    if (!wasOpen) {
      return;
    }
    lost(t, g.offset(), to - g.offset(), reason);
  }

  /**
   * Records a loss.
   *
   * @param from where the recorded range begins; it ends at the generation's offset
   * @param bytes how many are lost, as far as known
   */
  void lost(Tracked t, long from, long bytes, String reason) {
    context.counters.bytesLost.add(bytes);
    news.add(
        new TailChunk(
            TailChunk.Kind.LOST,
            from,
            t.generation.offset(),
            Math.max(t.generation.offset(), t.generation.sizeSeen()),
            new byte[0],
            !t.isOpen(),
            context.clock.wallMillis(),
            reason,
            t.generation,
            List.of()));
  }

  /** True while a file may yet turn out to be a log of its own. */
  boolean isWaiting() {
    return strangers.areWaitedFor();
  }

  List<Tracked> tracked() {
    return tracked;
  }

  void say(TailChunk chunk) {
    news.add(chunk);
  }

  /** News of a generation: an empty range. */
  TailChunk newsOf(Tracked t, long now, boolean caughtUp) {
    Generation g = t.generation;
    t.caughtUp = caughtUp;
    t.spokeAtMillis = now;
    return new TailChunk(
        TailChunk.Kind.LINES,
        g.offset(),
        g.offset(),
        Math.max(g.offset(), g.sizeSeen()),
        new byte[0],
        caughtUp,
        context.clock.wallMillis(),
        null,
        g,
        takeForgotten());
  }

  private List<String> takeForgotten() {
    List<String> names = List.copyOf(forgotten);
    forgotten.clear();
    return names;
  }

  /** Lets go of finished generations whose files are long gone. */
  private void forget(long now) {
    tracked.removeIf(
        t -> {
          boolean old =
              t.is(Generation.State.FINAL)
                  && t.absentScans >= GONE_SCANS
                  && now - t.grewAtMillis >= context.options.forgetAfter().toMillis();
          if (old) {
            forgotten.add(t.generation.name());
          }
          return old;
        });
  }

  /** Oldest first: what is gone from the directory, then in the order of the names. */
  private void order() {
    tracked.sort(
        Comparator.comparing((Tracked t) -> !t.absent())
            .thenComparing(
                t -> RotationName.parse(Path.of(t.generation.path()).getFileName().toString()),
                RotationName.OLDEST_FIRST));
  }
}
