package io.tailwater.connectors.tail.file;

/** A generation as a reader lives with it: what it remembers, and what only matters now. */
final class Tracked {

  Generation generation;

  /** The evidence was compared with the file since this reader knows it. */
  boolean verified;

  /** The file no longer holds what was read from it; another generation has it now. */
  boolean displaced;

  /** Scans in a row that did not find the file; 0 while it is there. */
  int absentScans;

  /** Whether the last news of this generation said that its reader stood at the end. */
  boolean caughtUp;

  /** A bounded run has read what was there. */
  boolean readOut;

  /** The file's size at the first read: a bounded run need not go further; null before. */
  Long endAtFirst;

  /** Size when last read; growth is measured from it. */
  long lastSize;

  /** When the file last grew or appeared, on the monotonic clock. */
  long grewAtMillis;

  /** When the last chunk or news went out, on the monotonic clock. */
  long spokeAtMillis;

  Tracked(Generation generation, boolean verified, long nowMillis) {
    this.generation = generation;
    this.verified = verified;
    this.lastSize = generation.sizeSeen();
    this.grewAtMillis = nowMillis;
    this.spokeAtMillis = nowMillis;
  }

  boolean is(Generation.State state) {
    return generation.state() == state;
  }

  /** True when bytes may come from the file that holds it. */
  boolean isOpen() {
    return !is(Generation.State.FINAL) && !displaced;
  }

  boolean absent() {
    return absentScans > 0;
  }
}
