package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says which generation each file of a log is, by evidence.
 *
 * <ul>
 *   <li>A file with the device, inode and birth time of a known generation is that generation,
 *       whatever its name, once its content has been compared: then it was renamed, or it is where
 *       it was.
 *   <li>The same file without the content was emptied, cut, or its inode is used anew: the old
 *       generation ends, its unread bytes are looked for in a copy, and the file begins a new one:
 *       where what is left of the old one ends, or at 0.
 *   <li>A file that another log of the source has already is that log's; what is known of a log
 *       that no reader has goes on in the log that meets its file.
 *   <li>Another file with the content is a copy or an archive. While the original is there, the
 *       copy is left alone; when the original is gone or was emptied, the generation goes on in the
 *       copy.
 *   <li>Another file that holds only the beginning of what was read is an unfinished copy: left
 *       alone, and remembered as read once its original is gone.
 *   <li>Everything else is a new generation.
 * </ul>
 */
final class LineageScan implements Closeable {
  private final LineageState state;
  private final TailContext context;
  private final Members members;
  private final HeldBack held;
  private final Admission admission;
  private final Strangers strangers;
  private final PackedStrangers packed;
  private final Pins pins;
  private final Recognition recognition;
  private final Missing missing;

  LineageScan(LineageState state) {
    this.state = state;
    this.context = state.context;
    this.pins = new Pins(state);
    this.members =
        new Members(state.plan.active(), state.plan.selection(), context, pins, state.owners);
    this.held = new HeldBack(state);
    this.admission = new Admission(state, held);
    this.recognition = new Recognition(state, this);
    this.strangers = new Strangers(state, this, held, admission);
    this.packed = new PackedStrangers(state, this, held, admission);
    this.missing = new Missing(state, strangers);
  }

  /** Looks at the directory and brings the generations in line with it. */
  void run(long now) throws IOException {
    state.scanWanted = false;
    held.looking();
    Members.Look look = members.look();
    Set<Tracked> found = new HashSet<>();
    List<Member> unknown = new ArrayList<>();
    for (Member member : look.members()) {
      Optional<Tracked> owner =
          state.owners.of(member.key()).or(() -> state.takeOver(member.key(), now));
      if (owner.isPresent() && isToldAnew(owner.get(), member)) {
        retire(owner.get(), now);
        unknown.add(member);
      } else if (owner.isPresent() && isOfAnotherCodec(owner.get(), member)) {
        context.files.close(owner.get().generation.name());
        owner.get().displace();
        unknown.add(member);
      } else if (owner.isPresent()) {
        found.add(recognition.confirm(owner.get(), member, now) ? owner.get() : ownerOf(member));
      } else if (isElsewhere(member)) {
        context.claims.met(state.plan.source(), member.key(), member.path());
      } else {
        unknown.add(member);
      }
    }
    for (Tracked t : state.tracked) {
      if (!found.contains(t) && !t.displaced) {
        missing.missed(t, look.whole(), now);
      }
    }
    held.keepOnly(unknown);
    if (!unknown.isEmpty()) {
      verifyOpen(now);
    }
    strangers.judge(unknown.stream().filter(member -> !member.packed()).toList(), now);
    packed.judge(unknown.stream().filter(Member::packed).toList(), now);
    admission.firstLookIsOver();
    missing.giveUp(look, isWaiting(), now);
    state.tombstones.forget(now, Missing.GONE_SCANS);
    pins.bringInLine(look);
    state.order();
    state.scanWanted |= isBusy();
  }

  /**
   * Before a file is compared with what is known: is that still so? A file that was emptied may
   * hold something else by now, also one that has no name any more and is held open.
   */
  private void verifyOpen(long now) throws IOException {
    for (Tracked t : List.copyOf(state.tracked)) {
      if (t.isOpen() && (!t.absent() || context.files.held(t.generation.name()) != null)) {
        if (verify(t, now)) {
          knowHead(t);
        }
      }
    }
  }

  /** What nothing was read of is known by its head, which has grown since it was empty. */
  private void knowHead(Tracked t) throws IOException {
    LogBytes bytes = context.files.held(t.generation.name());
    if (t.generation.offset() == 0 && bytes != null && !t.generation.isPacked()) {
      try {
        t.generation = t.generation.read(Proof.skippedTo(bytes, 0));
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        // Its head is what it was: less is known, nothing wrong.
        context.cannotRead(t.generation.path(), e);
      }
    }
  }

  /** Nothing was read of it, and nothing will be under its name. */
  private void retire(Tracked t, long now) throws IOException {
    state.finish(t);
    state.owners.remove(List.of(t));
    state.say(t, now, true);
  }

  /** An archive of which nothing could be read has grown: only now can it be told what it is. */
  private static boolean isToldAnew(Tracked owner, Member member) {
    Generation g = owner.generation;
    return g.isPacked() && g.offset() == 0 && member.stat().size() != g.packedSize();
  }

  /** Another file has the inode now, on a file system that keeps no births. */
  private static boolean isOfAnotherCodec(Tracked owner, Member member) {
    return owner.generation.codec() != member.name().codec();
  }

  private Tracked ownerOf(Member member) {
    return state.owners.of(member.key()).orElseThrow();
  }

  private boolean isElsewhere(Member member) {
    return context
        .claims
        .elsewhere(state.plan.source(), state.id, member.key(), context.births)
        .isPresent();
  }

  /** Compares a generation's evidence with its file; a new one begins on it where they differ. */
  boolean verify(Tracked owner, long now) throws IOException {
    if (owner.generation.isPacked()) {
      return true;
    }
    try {
      LogBytes bytes = context.files.open(owner.generation);
      Place place = owner.generation.place();
      if (Proof.stillThere(place, bytes) || nothingMoreIsKnown(place, bytes)) {
        owner.verified = true;
        return true;
      }
      truncated(owner, bytes, now);
      return false;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // It cannot be read now. Every read makes the same check, so nothing wrong can come of it.
      context.cannotRead(owner.generation.path(), e);
      return true;
    }
  }

  /**
   * A file that an earlier version gave up, and that is back, too short for a mark: it begins as
   * what was read, and where that ended is not known. What was recorded as lost stays so.
   */
  private static boolean nothingMoreIsKnown(Place place, LogBytes bytes) throws IOException {
    return place.isUnproven()
        && Proof.beginsAlike(place.head(), bytes)
        && Proof.whatIsLeft(place, bytes).isEmpty();
  }

  /**
   * The generation's file does not hold it any more: a new generation begins on the file, and the
   * old one goes on in a copy if there is one.
   */
  void truncated(Tracked old, LogBytes bytes, long now) throws IOException {
    context.counters.truncations.increment();
    state.stats.truncated();
    old.displace();
    old.verified = false;
    old.ready = null;
    Generation g = old.generation;
    Optional<Place> left = Proof.whatIsLeft(g.place(), bytes);
    Tracked next = state.begun(Path.of(g.path()), g.key(), g.codec(), stateOf(old), now);
    next.generation = next.generation.read(left.orElse(Proof.skippedTo(bytes, 0)));
    context.files.handOver(g.name(), next.generation.name());
    context.reader.forget(g.name());
    state.owners.add(next);
    state.say(next, now, false);
    held.lookIsStale();
    if (old.isAwaited()) {
      strangers.originalIsGone(old, members.look().members(), now);
    }
  }

  private static Generation.State stateOf(Tracked old) {
    return old.is(Generation.State.FINAL) ? Generation.State.ROTATED : old.generation.state();
  }

  /** Finished generations, by name, are committed up to these ends, and nothing undoes that. */
  void committed(Map<String, Long> ends) {
    for (Tracked t : state.tracked) {
      t.committedEnd = ends.getOrDefault(t.generation.name(), t.committedEnd);
    }
    state.scanWanted |= pins.found();
  }

  /** True while an archive is being looked into, or files are compared. */
  boolean isBusy() {
    return packed.isBusy() || strangers.isBusy();
  }

  /** True while the next looks may find a file that the last ones did not. */
  boolean isLookingFor(long now) {
    return missing.isLookingFor(now);
  }

  /** True while a file may yet turn out to be a log of its own. */
  boolean isWaiting() {
    return held.areWaitedFor() || isBusy();
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
