package io.tailwater.connectors.commit.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ranges of one stream, which must lie end to end in the order of their commits. The first may
 * begin anywhere: a file cut down to some length goes on from there under a new name.
 */
final class StreamRanges {
  private final List<Range> ranges = new ArrayList<>();

  void add(long seq, long from, long to) {
    ranges.add(new Range(seq, from, to));
  }

  /** A sentence for every gap and overlap. */
  List<String> findings(String stream) {
    ranges.sort(
        Comparator.comparingLong(Range::from)
            .thenComparingLong(Range::to)
            .thenComparingLong(Range::seq));
    List<String> findings = new ArrayList<>();
    for (int i = 1; i < ranges.size(); i++) {
      Range before = ranges.get(i - 1);
      Range next = ranges.get(i);
      if (next.from != before.to) {
        findings.add(
            stream
                + (next.from > before.to ? " has a gap: " : " has an overlap: ")
                + before.describe()
                + " is followed by "
                + next.describe());
      }
    }
    return findings;
  }

  private record Range(long seq, long from, long to) {

    String describe() {
      return "[" + from + ", " + to + ") of commit " + seq;
    }
  }
}
