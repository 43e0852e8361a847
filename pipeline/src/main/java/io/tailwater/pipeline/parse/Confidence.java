package io.tailwater.pipeline.parse;

/**
 * Tells whether a try is worth its cost, by how the last ones went. A try that fails costs about
 * what one that succeeds saves, so where more fail than succeed, tries pause for a while.
 */
final class Confidence {
  private static final int MOST = 32;
  private static final int AFTER_PAUSE = 8;
  private static final int PAUSE = 256;

  private int level = MOST;
  private int paused;

  /** True when the next try is worth it. */
  boolean isEnough() {
    if (level > 0) {
      return true;
    }
    if (++paused < PAUSE) {
      return false;
    }
    paused = 0;
    level = AFTER_PAUSE;
    return true;
  }

  void succeeded() {
    level = Math.min(MOST, level + 1);
  }

  void failed() {
    level--;
  }
}
