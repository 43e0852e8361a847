package io.tailwater.pipeline.generate;

/** Picks an index in proportion to its weight, by one look into a table. */
final class WeightedChoice {
  private static final int SLOTS = 1 << 14;

  private final int[] indexAt = new int[SLOTS];

  /**
   * @param weights each 0 or more, not all 0; shares below 1/16384 may never be picked
   */
  WeightedChoice(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double upTo = 0;
    int slot = 0;
    for (int i = 0; i < weights.length; i++) {
      upTo += weights[i];
      int end = i == weights.length - 1 ? SLOTS : (int) (upTo / total * SLOTS);
      while (slot < end) {
        indexAt[slot++] = i;
      }
    }
  }

  int pick(Dice dice) {
    return indexAt[dice.below(SLOTS)];
  }
}
