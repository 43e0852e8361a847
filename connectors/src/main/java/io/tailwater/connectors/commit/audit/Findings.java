package io.tailwater.connectors.commit.audit;

import java.util.ArrayList;
import java.util.List;

/** Gathers findings. All are counted; of a lake in ruins, only the first are kept. */
final class Findings {
  private static final int KEPT = 1_000;

  private final List<Finding> kept = new ArrayList<>();
  private long count;

  void add(Finding finding) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(finding);
    }
  }

  List<Finding> kept() {
    return kept;
  }

  long count() {
    return count;
  }
}
