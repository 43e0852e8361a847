package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.LedgerEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The ranges of one stream, which must lie end to end in the order of their commits. The first may
 * begin anywhere: a file cut down to some length goes on from there under a new name.
 */
final class StreamRanges {
  private final List<Range> ranges = new ArrayList<>();
  private boolean sorted;
  private long strays;
  private long firstStray;

  void add(long seq, LedgerEntry entry) {
    ranges.add(new Range(seq, entry));
    sorted = false;
  }

  /** An event or a reject was found at an offset. */
  void found(long offset, boolean event) {
    sort();
    // The last one that begins at or before the offset: ranges that overlap are a finding anyway.
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).from <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Range range = low == 0 ? null : ranges.get(low - 1);
    if (range == null || offset >= range.to) {
      firstStray = strays == 0 ? offset : Math.min(firstStray, offset);
      strays++;
    } else if (event) {
      range.eventsFound++;
    } else {
      range.rejectsFound++;
    }
  }

  private void sort() {
    if (!sorted) {
      ranges.sort(
          Comparator.comparingLong((Range range) -> range.from)
              .thenComparingLong(range -> range.to)
              .thenComparingLong(range -> range.seq));
      sorted = true;
    }
  }

  /** A sentence for every gap and overlap. */
  List<String> findings(String stream) {
    sort();
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

  /**
   * A sentence for every range of which another number of rows was found than it counts.
   *
   * @param whole no range was left out, so that every row lies in one
   */
  List<String> countFindings(String stream, boolean whole) {
    List<String> findings = new ArrayList<>();
    for (Range range : ranges) {
      range.compare(stream, "events", range.events, range.eventsFound, findings);
      range.compare(stream, "rejects", range.rejects, range.rejectsFound, findings);
    }
    if (whole && strays > 0) {
      findings.add(
          String.format(
              Locale.ROOT,
              "%s has %d rows in the tables that no commit covers, the first at offset %d",
              stream,
              strays,
              firstStray));
    }
    return findings;
  }

  private static final class Range {
    private final long seq;
    private final long from;
    private final long to;
    private final long events;
    private final long rejects;
    private long eventsFound;
    private long rejectsFound;

    Range(long seq, LedgerEntry entry) {
      this.seq = seq;
      this.from = entry.fromOffset();
      this.to = entry.toOffset();
      this.events = entry.events();
      this.rejects = entry.rejects();
    }

    String describe() {
      return "[" + from + ", " + to + ") of commit " + seq;
    }

    void compare(String stream, String what, long want, long got, List<String> findings) {
      if (want != got) {
        findings.add(
            stream
                + " counts "
                + want
                + " "
                + what
                + " in "
                + describe()
                + ", the table holds "
                + got);
      }
    }
  }
}
