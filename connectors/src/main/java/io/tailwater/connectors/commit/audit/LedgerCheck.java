package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamName;
import java.util.HashMap;
import java.util.Map;

/** Checks the rows of the ledger, in whatever order they come, and adds them up. */
final class LedgerCheck {
  private final Findings findings;
  private final Retained retained;
  private final CommitNumbers numbers = new CommitNumbers();
  private final Map<AuditedStream, Coverage> streams = new HashMap<>();
  private final SameStreams same = new SameStreams();
  private final LossTally losses;
  private AuditedStream lastStream;
  private Coverage lastCoverage;
  private long lines;
  private long events;
  private long rejects;
  private long filtered;
  private long erased;
  private long replayed;
  private long replayedEvents;

  LedgerCheck(Findings findings, Retained retained) {
    this.findings = findings;
    this.retained = retained;
    this.losses = new LossTally(findings);
  }

  void take(LedgerLine line) {
    if (line.isOfErasure()) {
      erased += line.erased();
      return;
    }
    if (line.isOfReplay()) {
      replayed += line.replayed();
      replayedEvents += line.replayedEvents();
      return;
    }
    // Of the days that are gone, only adoptions and the newest row of each stream were kept.
    boolean whole = retained.hasWhole(Retained.dayOf(line.committedAtMicros()), LakeTables.LEDGER);
    if (whole) {
      numbers.add(line.seq());
    }
    Coverage coverage = coverageOf(line.stream());
    if (coverage != null && (whole || line.adoptedFrom() == null)) {
      coverage.add(line);
    }
    if (line.adoptedFrom() != null) {
      same.join(line.stream(), line.stream().of(line.adoptedFrom()));
    }
    lines += line.lines();
    events += line.events();
    rejects += line.rejects();
    filtered += line.filtered();
    losses.take(line);
    checkCounts(line);
  }

  /**
   * Finds the gaps in the ranges of the streams, which are known once all rows are taken. Where a
   * source took the place of another, the ranges of both are one line.
   */
  void findGaps() {
    same.together(streams, findings).values().forEach(Coverage::findGaps);
  }

  CommitNumbers numbers() {
    return numbers;
  }

  LossSummary losses() {
    return losses.summary();
  }

  /**
   * True when a range of the stream holds the offset, or one that is not in the ledger any more may
   * have.
   */
  boolean covers(AuditedStream stream, long offset) {
    Coverage coverage = streams.get(stream);
    return coverage != null
        && (coverage.covers(offset) || (retained.isLedgerCut() && coverage.beginsAfter(offset)));
  }

  int streams() {
    return streams.size();
  }

  long lines() {
    return lines;
  }

  long events() {
    return events;
  }

  long rejects() {
    return rejects;
  }

  long filtered() {
    return filtered;
  }

  /** Rejects that are none any more. */
  long replayed() {
    return replayed;
  }

  /** Events that came of them. */
  long replayedEvents() {
    return replayedEvents;
  }

  /** Events that were erased. */
  long erased() {
    return erased;
  }

  /**
   * Rows of a stream lie side by side, so it is looked up seldom. Null for one that stands for no
   * file.
   */
  private Coverage coverageOf(AuditedStream stream) {
    if (!stream.equals(lastStream)) {
      lastStream = stream;
      lastCoverage =
          StreamName.isOfNothing(stream.stream())
              ? null
              : streams.computeIfAbsent(stream, s -> new Coverage(s, findings));
    }
    return lastCoverage;
  }

  private void checkCounts(LedgerLine line) {
    long accounted = line.events() + line.rejects() + line.filtered();
    if (line.lines() != accounted) {
      find(
          Check.lines,
          line,
          line.lines() + " lines",
          accounted + " lines",
          "read " + line.lines() + " lines, but accounts for " + accounted);
    }
    long least =
        Math.min(Math.min(line.lines(), line.events()), Math.min(line.rejects(), line.filtered()));
    if (least < 0) {
      find(
          Check.range,
          line,
          Long.toString(least),
          "0 or more",
          "counts " + least + " of its lines");
    }
  }

  private void find(Check check, LedgerLine line, String got, String want, String what) {
    findings.add(
        Finding.ofStream(
            check,
            LakeTables.LEDGER,
            line.stream(),
            line.seq(),
            got,
            want,
            line.commit() + " " + what));
  }
}
