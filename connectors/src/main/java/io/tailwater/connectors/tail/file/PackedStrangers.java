package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Packed files that no known generation was on, judged by what is in them.
 *
 * <p>As long as the original of an archive is there, the original is read and the archive is held
 * back. Once it is not, the generation goes on in the archive, at the same unpacked position. Where
 * an archive is as long as what was read, as old as its original, and begins like it, it is taken
 * for read without unpacking the rest.
 */
final class PackedStrangers implements Closeable {
  private final LineageState state;
  private final TailContext context;
  private final LineageScan scan;
  private final HeldBack held;
  private final Admission admission;

  private static final long NANOS = 1_000_000_000;

  /** Size at which an archive was found to be cut off before the end of what was read. */
  private final Map<FileKey, Long> cutOff = new HashMap<>();

  /** When each archive of the last look changed last. */
  private List<Long> times = List.of();

  /** The one that is being looked into; null when none is. */
  private ArchiveProbe probe;

  /** How much of what it unpacked is counted. */
  private long countedBefore;

  PackedStrangers(LineageState state, LineageScan scan, HeldBack held, Admission admission) {
    this.state = state;
    this.context = state.context;
    this.scan = scan;
    this.held = held;
    this.admission = admission;
  }

  /** True while an archive is being looked into: there is more to do at once. */
  boolean isBusy() {
    return probe != null;
  }

  /** Judges the archives of one look, oldest first; one that takes long keeps the later waiting. */
  void judge(List<Member> strangers, long now) throws IOException {
    times = strangers.stream().map(stranger -> stranger.stat().mtimeNs()).toList();
    cutOff.keySet().retainAll(strangers.stream().map(Member::key).toList());
    if (probe != null && strangers.stream().noneMatch(probe.member()::equals)) {
      closeProbe();
    }
    for (Member stranger : strangers) {
      if (probe != null && !probe.member().equals(stranger)) {
        held.hold(stranger, null, now);
      } else if (!isSettled(stranger)) {
        look(stranger, now);
      }
    }
  }

  /** Held back for an original that is still there, and not changed since. */
  private boolean isSettled(Member stranger) {
    HeldBack.Held file = held.of(stranger);
    return state.owners.of(stranger.key()).isPresent()
        || (held.isSettled(stranger)
            && state.tracked.stream()
                .anyMatch(t -> t.generation.name().equals(file.original()) && mayStillBeRead(t)));
  }

  private void look(Member stranger, long now) throws IOException {
    try {
      if (probe == null && !context.files.mayUnpack(turn())) {
        held.hold(stranger, null, now);
        return;
      }
      if (probe == null) {
        UnpackedBytes bytes =
            (UnpackedBytes)
                context.files.open(stranger.path(), stranger.key(), stranger.name().codec());
        try {
          probe = new ArchiveProbe(stranger, bytes, state.tracked);
          countedBefore = 0;
        } catch (IOException | RuntimeException e) {
          bytes.close();
          throw e;
        }
      }
      boolean decided = decide(probe, now);
      count(probe.bytes().unpackedBytes() - countedBefore);
      countedBefore = probe.bytes().unpackedBytes();
      if (decided) {
        closeProbe();
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      held.cannotJudge(stranger, e);
      closeProbe();
    }
  }

  private void count(long unpacked) {
    context.counters.archiveBytesInflated.add(unpacked);
    state.stats.inflated(unpacked);
  }

  /** True when nothing more is to be found out now. */
  private boolean decide(ArchiveProbe p, long now) throws IOException {
    Member stranger = p.member();
    List<Tracked> alike = new ArrayList<>();
    // Files of the same moment are told apart by their bytes alone.
    boolean only = times.stream().filter(t -> t == stranger.stat().mtimeNs()).count() == 1;
    for (Tracked t : p.candidates()) {
      if (!mayStillBeRead(t) && isSameFile(t, p)) {
        alike.add(t);
      }
    }
    if (alike.size() == 1 && only) {
      admission.adopt(alike.get(0), stranger, Generation.State.FINAL, now);
      return true;
    }
    boolean wait =
        p.candidates().isEmpty()
            ? p.isTooShortToTell() && !state.tracked.isEmpty() && isUnfinished(stranger, now)
            : isBeingWritten(stranger, now) || mayComeBack(p);
    if (wait) {
      held.hold(stranger, null, now);
      return true;
    }
    if (!p.step() || !originalsAreCompared(p, now)) {
      held.hold(stranger, null, now);
      return false;
    }
    // Asked last: it may grow at any time until here.
    if (p.hasGrown()) {
      // Those that begin alike were chosen by less of it.
      held.holdAndLookAgain(stranger, now);
      return true;
    }
    Optional<Tracked> original = p.holders().stream().filter(this::mayStillBeRead).findFirst();
    if (original.isPresent()) {
      held.hold(stranger, original.get(), now);
    } else if (state.owners.of(stranger.key()).isEmpty()) {
      settle(p, now);
    }
    return true;
  }

  /**
   * Compares the archive with the generations that it may be a copy of and that can still be read,
   * up to the one that it is a copy of: those before it hold it no more.
   *
   * @return false while more is to be compared
   */
  private boolean originalsAreCompared(ArchiveProbe p, long now) throws IOException {
    for (Tracked t : List.copyOf(p.holders())) {
      if (mayStillBeRead(t)) {
        Optional<Boolean> same = p.compare(t, context.files.open(t.generation));
        if (same.isEmpty()) {
          return false;
        }
        if (same.get()) {
          return true;
        }
        if (!scan.verify(t, now)) {
          // It was emptied while they were compared: the archive is all there is of it.
          return false;
        }
        p.holders().remove(t);
      }
    }
    return true;
  }

  /** Its file is there, or is held open and not read to its end. */
  private boolean mayStillBeRead(Tracked t) {
    return Strangers.isThere(t)
        || (t.isOpen() && !t.readOut && context.files.held(t.generation.name()) != null);
  }

  /**
   * The archive says it is as long as what was read, and has the time of its original, which some
   * programs cut to seconds.
   */
  private static boolean isSameFile(Tracked t, ArchiveProbe p) throws IOException {
    long time = p.member().stat().mtimeNs();
    long original = t.generation.mtimeNs();
    return (time == original || time == original - original % NANOS)
        && t.generation.sizeSeen() == t.generation.offset()
        && p.saysLength(t.generation.offset());
  }

  /** It changed lately, or was cut off when last looked into and has not changed since. */
  private boolean isBeingWritten(Member stranger, long now) {
    long age =
        context.clock.wallMillis() - TimeUnit.NANOSECONDS.toMillis(stranger.stat().mtimeNs());
    long quiet = held.quietMillis(stranger, now);
    boolean sameAsCutOff = Long.valueOf(stranger.stat().size()).equals(cutOff.get(stranger.key()));
    return sameAsCutOff
        ? !context.options.bounded() && quiet < context.options.rotateQuiet().toMillis()
        : Math.max(age, quiet) < context.options.copyQuiet().toMillis();
  }

  /** Whoever writes it may not have come far. */
  private boolean isUnfinished(Member stranger, long now) {
    return context.options.bounded()
        ? isBeingWritten(stranger, now)
        : held.quietMillis(stranger, now) < context.options.rotateQuiet().toMillis();
  }

  /** A generation that begins alike was not found by the last looks, which may have missed it. */
  private static boolean mayComeBack(ArchiveProbe p) {
    return p.candidates().stream()
        .anyMatch(t -> t.isOpen() && t.absent() && t.absentScans < Missing.GONE_SCANS);
  }

  private void settle(ArchiveProbe p, long now) throws IOException {
    Member stranger = p.member();
    List<Tracked> holders = new ArrayList<>(p.holders());
    UnpackedBytes.State end = p.bytes().state();
    long length = end == UnpackedBytes.State.MORE ? Long.MAX_VALUE : p.bytes().unpackedTo();
    boolean endsBefore = p.candidates().stream().anyMatch(t -> t.generation.offset() > length);
    if (end == UnpackedBytes.State.CUT_OFF
        && endsBefore
        && !Long.valueOf(stranger.stat().size()).equals(cutOff.get(stranger.key()))) {
      cutOff.put(stranger.key(), stranger.stat().size());
      held.hold(stranger, null, now);
      return;
    }
    cutOff.remove(stranger.key());
    List<Tracked> oldPartOf = oldPartOf(p, length);
    boolean isEarlier = oldPartOf.stream().anyMatch(Strangers::isProof);
    holders.removeIf(
        t -> !Strangers.mayGoOnIn(t, stranger, length) || (isEarlier && !Strangers.isProof(t)));
    if (holders.size() > 1) {
      context.counters.identityAmbiguous.increment();
    }
    if (!holders.isEmpty()) {
      Tracked best = holders.get(holders.size() - 1);
      context.files.close(best.generation.name());
      boolean drained = end == UnpackedBytes.State.COMPLETE && best.generation.offset() == length;
      Generation.State next = drained ? Generation.State.FINAL : Generation.State.ROTATED;
      if (admission.adopt(best, stranger, next, now) && best.isOpen()) {
        p.goesOnIn(best, context.files);
        context.files.handOver(turn(), best.generation.name());
      }
      return;
    }
    if (oldPartOf.isEmpty()) {
      admission.begin(stranger, Optional.empty(), now);
    } else {
      admission.leave(stranger, now);
    }
  }

  /** The generations that an archive holds nothing but the beginning of. */
  private static List<Tracked> oldPartOf(ArchiveProbe p, long length) throws IOException {
    List<Tracked> known = new ArrayList<>();
    if (length < Long.MAX_VALUE) {
      for (Tracked t : p.candidates()) {
        if (Proof.isOldPart(t.generation.place(), p.bytes(), length)) {
          known.add(t);
        }
      }
    }
    return known;
  }

  /** What the log's turn at looking into an archive goes by. */
  private String turn() {
    return "archive of " + state.id;
  }

  private void closeProbe() throws IOException {
    context.files.close(turn());
    if (probe != null) {
      probe.close();
      probe = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeProbe();
  }
}
