package io.tailwater.connectors.tail.file;

/** A generation as a reader lives with it: what it remembers, and what only matters now. */
final class Tracked {

  Generation generation;

  /** The evidence was compared with the file since this reader knows it. */
  boolean verified;

  /** The file no longer holds what was read from it; another generation has it now. */
  boolean displaced;

  /** When that was noticed, on {@link System#nanoTime}; of an earlier process: when this began. */
  long displacedAtNanos = System.nanoTime();

  /** Scans in a row that surely did not find the file; 0 while it is there. */
  int absentScans;

  /** When the file was first not found, on the monotonic clock; null while it is there. */
  Long absentSinceMillis;

  /** Why its file cannot be read as a log; null when it can. */
  String refused;

  /** The packed file that was unpacked up to the offset and found to hold what was read. */
  LogBytes ready;

  /** It is being unpacked up to the offset, or a long line is being looked through. */
  boolean busy;

  /** Others are being unpacked, as many as may be. */
  boolean waitsForTurn;

  /** There was no more in the packed file when it was looked into last. */
  boolean rests;

  /** The packed file whose unpacked bytes were counted last. */
  LogBytes counted;

  /** How many those were. */
  long unpackedBefore;

  /** Whether the last news of this generation said that its reader stood at the end. */
  boolean caughtUp;

  /** A bounded run has read what was there. */
  boolean readOut;

  /** The file's size at the first read: a bounded run need not go further; null before. */
  Long endAtFirst;

  /** The first line of its file, where that is asked for; null before it is known. */
  byte[] firstLine;

  final Backlog backlog = new Backlog();

  /** Size when last read; growth is measured from it. */
  long lastSize;

  /** When the file last grew or appeared, on the monotonic clock. */
  long grewAtMillis;

  /** It ended long before this process began. */
  boolean old;

  /** When the last chunk or news went out, on the monotonic clock. */
  long spokeAtMillis;

  /** The end that it had as finished when a commit was made that nothing undoes; null before. */
  Long committedEnd;

  Tracked(Generation generation, boolean verified, long nowMillis) {
    this.generation = generation;
    this.verified = verified;
    this.lastSize = generation.sizeSeen();
    this.grewAtMillis = nowMillis;
    this.spokeAtMillis = nowMillis;
  }

  void displace() {
    displaced = true;
    displacedAtNanos = System.nanoTime();
  }

  boolean is(Generation.State state) {
    return generation.state() == state;
  }

  /** True when bytes may come from the file that holds it. */
  boolean isOpen() {
    return !is(Generation.State.FINAL) && !displaced;
  }

  /** True when it was given up for lack of a file, and a copy of it would still be welcome. */
  boolean isAwaited() {
    return displaced && !is(Generation.State.FINAL);
  }

  /** True when it is remembered only so that a copy of it is not read again. */
  boolean isTombstone() {
    return is(Generation.State.FINAL) && (displaced || absent());
  }

  /** True when all of it is in the lake for good. */
  boolean isCommittedToTheEnd() {
    return is(Generation.State.FINAL)
        && committedEnd != null
        && committedEnd == generation.offset();
  }

  /** Nobody has written to it for long; a bounded run does not wait for that. */
  boolean isQuiet(TailOptions options, long now) {
    return !options.bounded() && now - grewAtMillis >= options.rotateQuiet().toMillis();
  }

  boolean absent() {
    return absentScans > 0;
  }
}
