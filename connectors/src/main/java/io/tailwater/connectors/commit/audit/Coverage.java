package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which bytes of one stream the commits have read. Ranges come in any order; those that touch
 * become one stretch, so memory grows with the gaps, not with the ranges. Where two touch, the
 * commit of the later bytes must be the later one. The first range may begin anywhere: a file cut
 * down to some length goes on from there under a new name.
 */
final class Coverage {
  private final AuditedStream stream;
  private final Findings findings;
  private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();

  Coverage(AuditedStream stream, Findings findings) {
    this.stream = stream;
    this.findings = findings;
  }

  /** Takes a range in, and finds what it repeats. */
  void add(LedgerLine line) {
    if (line.from() > line.to()) {
      find(
          Check.range,
          line.seq(),
          line.from() + " to " + line.to(),
          "from <= to",
          "reads backwards: " + line.range());
    } else {
      add(Stretch.of(line));
    }
  }

  /** Takes in all that another one holds. */
  void addAll(Coverage other) {
    other.stretches.values().forEach(this::add);
  }

  boolean covers(long offset) {
    Map.Entry<Long, Stretch> floor = stretches.floorEntry(offset);
    return floor != null && floor.getValue().covers(offset);
  }

  /** True when the offset is before the first range. */
  boolean beginsAfter(long offset) {
    return !stretches.isEmpty() && offset < stretches.firstKey();
  }

  /** Finds the gaps that are left once all ranges are in. */
  void findGaps() {
    Stretch before = null;
    for (Stretch next : stretches.values()) {
      if (before != null) {
        find(
            Check.gap,
            next.first(),
            Long.toString(next.from()),
            Long.toString(before.to()),
            "has a gap: commit "
                + before.last()
                + " ended at "
                + before.to()
                + ", commit "
                + next.first()
                + " goes on at "
                + next.from());
      }
      before = next;
    }
  }

  private void add(Stretch added) {
    Map.Entry<Long, Stretch> around = stretches.floorEntry(added.from());
    if (added.isEmpty() && around != null && around.getValue().surrounds(added.from())) {
      // It stood between two ranges that have become one, or came back after the later of them.
      if (added.last() > around.getValue().last()) {
        findReturn(added.last(), added.from(), around.getValue());
      }
      return;
    }
    Stretch sum = added;
    Map.Entry<Long, Stretch> met = stretches.floorEntry(sum.to());
    while (met != null && met.getValue().to() >= sum.from()) {
      stretches.remove(met.getKey());
      sum = join(met.getValue(), sum, added);
      met = stretches.floorEntry(sum.to());
    }
    stretches.put(sum.from(), sum);
  }

  private Stretch join(Stretch known, Stretch sum, Stretch added) {
    if (known.to() == sum.from()) {
      return inOrder(known, sum);
    }
    if (sum.to() == known.from()) {
      return inOrder(sum, known);
    }
    if (known.isEmpty()) {
      findReturn(known.last(), known.from(), added);
    } else {
      long from = Math.max(known.from(), added.from());
      long to = Math.min(known.to(), added.to());
      String repeated = "[" + from + ", " + to + ")";
      find(
          Check.overlap,
          added.last(),
          repeated + " twice",
          "once",
          "has an overlap: [%d, %d) of commit %d repeats %s"
              .formatted(added.from(), added.to(), added.last(), repeated));
    }
    return known.around(sum);
  }

  private Stretch inOrder(Stretch left, Stretch right) {
    if (!left.isInOrderWith(right)) {
      long later = Math.max(left.last(), left.ended());
      find(
          Check.order,
          right.first(),
          "after commit " + later,
          "before it",
          "is out of order: commit %d goes on at %d, which commit %d reached after it"
              .formatted(right.first(), right.from(), later));
    }
    return left.then(right);
  }

  private void findReturn(long seq, long offset, Stretch read) {
    find(
        Check.order,
        seq,
        Long.toString(offset),
        read.to() + " or more",
        "is out of order: commit %d stands at %d, within [%d, %d) that commits up to %d have read"
            .formatted(seq, offset, read.from(), read.to(), read.last()));
  }

  private void find(Check check, Long seq, String got, String want, String what) {
    findings.add(
        Finding.ofStream(check, LakeTables.LEDGER, stream, seq, got, want, stream + " " + what));
  }
}
