package io.tailwater.connectors.tail.file;

/** A generation as a reader lives with it: what it remembers, and what only matters now. */
final class Tracked {

  Generation generation;

  /** The evidence was compared with the file since this reader knows it. */
  boolean verified;

  /** The file does not hold what was read from it, and nothing that does was found yet. */
  boolean truncated;

  /** Another generation has taken over the file. */
  boolean displaced;

  /** Scans in a row that did not find the file; 0 while it is there. */
  int absentScans;

  /** Whether the last news of this generation said that its reader stood at the end. */
  boolean caughtUp;

  /** Size when last read; growth is measured from it. */
  long lastSize;

  /** When the file last grew or appeared, on the monotonic clock. */
  long grewAtMillis;

  /** When the last chunk went out, on the monotonic clock. */
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

  long unread() {
    return Math.max(0, generation.sizeSeen() - generation.offset());
  }
}
