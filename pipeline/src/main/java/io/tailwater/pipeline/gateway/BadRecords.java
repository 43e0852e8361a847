package io.tailwater.pipeline.gateway;

import java.util.ArrayList;
import java.util.List;

/** The bad records of one body: how many, and the first of them. */
final class BadRecords {
  /** Most of them that are told. */
  static final int MOST_TOLD = 100;

  /** So many are enough: a body of nothing else must not cost more than it took to send. */
  static final int MOST_COUNTED = 100_000;

  private final List<BadRecord> told = new ArrayList<>();
  private int count;

  /**
   * @throws Refusal when there are very many
   */
  void add(BadRecord record) {
    count++;
    if (told.size() < MOST_TOLD) {
      told.add(record);
    }
    if (count == MOST_COUNTED) {
      refuse(record.index() + 1);
    }
  }

  boolean any() {
    return count > 0;
  }

  /**
   * @param records how many records the body has, good and bad
   * @throws Refusal when one is bad
   */
  void refuse(int records) {
    if (any()) {
      throw Refusal.badRecords(List.copyOf(told), count, records);
    }
  }
}
