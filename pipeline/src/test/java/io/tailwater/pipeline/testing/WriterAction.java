package io.tailwater.pipeline.testing;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What a {@link RandomWriter} does next, and how often. */
enum WriterAction {
  WRITE(1_800),
  /** Lines of which the last is not whole yet. */
  WRITE_PART(144),
  /** Begins a new file where the log was renamed away. */
  REOPEN(20),
  PACK(10),
  LINK(3),
  /** The writer goes on in the file that it has open. */
  RENAME(10),
  COPYTRUNCATE(3),
  TRUNCATE(2),
  /** Truncates to the end of one of the last lines. */
  SHORTEN(2),
  RECREATE(3),
  /** Gives the log's name to an older file. */
  REUSE(3);

  private static final int ALL = Stream.of(values()).mapToInt(action -> action.weight).sum();

  private final int weight;

  WriterAction(int weight) {
    this.weight = weight;
  }

  static WriterAction next(SplittableRandom random) {
    int dice = random.nextInt(ALL);
    for (WriterAction action : values()) {
      dice -= action.weight;
      if (dice < 0) {
        return action;
      }
    }
    throw new IllegalStateException("The weights of " + ALL + " do not add up");
  }

  /** Copies or cuts what the log holds. */
  boolean takesFromTheEnd() {
    return this == PACK || this == COPYTRUNCATE || this == SHORTEN;
  }

  /** Needs a whole line at the end of a file under the log's own name. */
  boolean reworks() {
    return compareTo(RENAME) >= 0;
  }
}
