package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.util.Random;

/** What happens to the reading process at the steps of a scenario. */
interface ScenarioVariant {

  /**
   * @return what was done, for the trace; null for nothing
   */
  String interrupt(int step, ScenarioTail tail) throws IOException;

  default boolean isQuiet() {
    return false;
  }

  /** The process is stopped in order at most: what it handed on is committed. */
  default boolean isOrderly() {
    return isQuiet();
  }

  /** Nothing. */
  static ScenarioVariant quiet() {
    return new ScenarioVariant() {
      @Override
      public String interrupt(int step, ScenarioTail tail) {
        return null;
      }

      @Override
      public boolean isQuiet() {
        return true;
      }

      @Override
      public String toString() {
        return "undisturbed";
      }
    };
  }

  /** Killed at one step. */
  static ScenarioVariant killed(int at) {
    return new ScenarioVariant() {
      @Override
      public String interrupt(int step, ScenarioTail tail) throws IOException {
        if (step != at || !tail.isUp()) {
          return null;
        }
        tail.kill();
        return "KILLED";
      }

      @Override
      public String toString() {
        return "killed at step " + at;
      }
    };
  }

  /** Stopped with a last commit at one step. */
  static ScenarioVariant stopped(int at) {
    return new ScenarioVariant() {
      @Override
      public String interrupt(int step, ScenarioTail tail) throws IOException {
        if (step != at || !tail.isUp()) {
          return null;
        }
        tail.stop();
        return "STOPPED";
      }

      @Override
      public boolean isOrderly() {
        return true;
      }

      @Override
      public String toString() {
        return "stopped at step " + at;
      }
    };
  }

  /** Polled, committed and killed as chance has it. */
  static ScenarioVariant random(long seed) {
    Random random = new Random(seed);
    return new ScenarioVariant() {
      @Override
      public String interrupt(int step, ScenarioTail tail) throws IOException {
        int polls = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 0;
        boolean commit = random.nextInt(3) == 0;
        boolean kill = random.nextInt(6) == 0;
        if (polls > 0) {
          tail.poll(polls);
        }
        if (commit) {
          tail.commit();
        }
        if (kill && tail.isUp()) {
          tail.kill();
        }
        return "(" + polls + " polls" + (commit ? ", COMMITTED" : "") + (kill ? ", KILLED)" : ")");
      }

      @Override
      public String toString() {
        return "at random with seed " + seed;
      }
    };
  }
}
