package io.tailwater.connectors.tail.file;

/** The two clocks of the engine, so that tests can push time. */
public interface TailClock {

  TailClock SYSTEM =
      new TailClock() {
        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long monotonicMillis() {
          return System.nanoTime() / 1_000_000;
        }
      };

  /** Time of day, epoch milliseconds: for people and for the lake, never for a decision. */
  long wallMillis();

  /** Milliseconds that only ever go up: every wait is measured on them. */
  long monotonicMillis();
}
