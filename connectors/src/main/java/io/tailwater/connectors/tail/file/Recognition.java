package io.tailwater.connectors.tail.file;

import java.io.IOException;

/** A file that a known generation is on, seen again: under which name, and is it still the same? */
final class Recognition {
  private final LineageState state;
  private final TailContext context;
  private final LineageScan scan;

  Recognition(LineageState state, LineageScan scan) {
    this.state = state;
    this.context = state.context;
    this.scan = scan;
  }

  /** True when the file still is the generation; false when a new one has begun on it. */
  boolean confirm(Tracked owner, Member member, long now) throws IOException {
    owner.absentScans = 0;
    owner.absentSinceMillis = null;
    context.files.mayEvict(owner.generation.name());
    Generation before = owner.generation;
    long size = member.stat().size();
    long sizeBefore = sizeBefore(before);
    boolean touched = member.stat().mtimeNs() != before.mtimeNs();
    boolean changed = size != sizeBefore || touched;
    boolean rewritten = size == sizeBefore && touched && !before.isPacked();
    boolean mustLook =
        owner.is(Generation.State.FINAL)
            ? changed || before.place().isUnproven()
            : !owner.verified || rewritten;
    Generation.State next = stateIn(owner, member, size != sizeBefore);
    boolean revived = owner.is(Generation.State.FINAL) && next != Generation.State.FINAL;
    owner.generation =
        before.at(member.path().toString(), context.host, member.key(), before.epoch(), next);
    if (before.isPacked()) {
      changedArchive(owner, member, next);
    } else if (mustLook && !scan.verify(owner, now)) {
      return false;
    } else {
      // The size is for the reader to see, who knows whether it is still the same bytes.
      owner.generation =
          owner.generation.seen(
              owner.generation.sizeSeen(), member.stat().mtimeNs(), before.seenAtMillis());
    }
    if (revived && size > sizeBefore) {
      context.counters.lateAfterFinal.add(size - sizeBefore);
    }
    boolean moved =
        !before.path().equals(owner.generation.path())
            || !before.host().equals(context.host)
            || before.state() != next;
    if (moved) {
      owner.caughtUp = false;
      state.say(owner, now, false);
    }
    return true;
  }

  /** A finished generation may end within a line that was left alone with the rest. */
  private static long sizeBefore(Generation known) {
    if (known.isPacked()) {
      return known.packedSize();
    }
    boolean ended = known.state() == Generation.State.FINAL;
    return ended ? Math.max(known.offset(), known.sizeSeen()) : known.offset();
  }

  /**
   * The reader verifies an archive as it unpacks it; here only what the directory says is noted.
   */
  private void changedArchive(Tracked owner, Member member, Generation.State next)
      throws IOException {
    Generation g = owner.generation;
    if (member.stat().size() < g.packedSize()) {
      // Written anew: what was unpacked of it so far says nothing.
      context.files.close(g.name());
      owner.ready = null;
    }
    owner.generation =
        g.packed(g.codec(), member.stat().size())
            .seen(g.sizeSeen(), member.stat().mtimeNs(), g.seenAtMillis())
            .in(next);
  }

  /** A finished generation stays so until its file grows, shrinks, or is the active one again. */
  private static Generation.State stateIn(Tracked owner, Member member, boolean resized) {
    boolean packed = owner.generation.isPacked();
    if (member.written() && !packed) {
      return Generation.State.ACTIVE;
    }
    boolean still = owner.is(Generation.State.FINAL) && !resized;
    return still ? Generation.State.FINAL : Generation.State.ROTATED;
  }
}
