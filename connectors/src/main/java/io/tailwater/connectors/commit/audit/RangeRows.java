package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows that were found of one range. As many places are remembered as the ledger counts lines,
 * so that a line that is there twice does not stand for one that is missing.
 */
final class RangeRows {
  private final LedgerLine line;
  private FoundPlaces places;
  private long surplus;
  private long events;
  private long rejects;
  private long erased;
  private final List<LedgerLine> replays = new ArrayList<>();
  private long replayed;
  private long replayedEvents;
  private long replayedRejects;

  RangeRows(LedgerLine line) {
    this.line = line;
    this.places = new FoundPlaces(line.events() + line.rejects());
  }

  long from() {
    return line.from();
  }

  long to() {
    return line.to();
  }

  boolean holds(long offset) {
    return line.from() <= offset && offset < line.to();
  }

  /**
   * A row was found at an offset within.
   *
   * @param part which part of a record it is; null for none
   */
  void found(long offset, Integer part, FoundRow row) {
    if (row == FoundRow.REPLAYED_REJECT) {
      // There is an event of the same line, or there was.
      rejects++;
      replayedRejects++;
      return;
    }
    boolean event = row == FoundRow.EVENT;
    if (event) {
      events++;
    } else {
      rejects++;
    }
    surplus += places.add(offset, part, event) ? 0 : 1;
  }

  /** Rejects of the range have become events. */
  void replayed(LedgerLine replay) {
    replayed += replay.replayed();
    replayedEvents += replay.replayedEvents();
    replays.add(replay);
    places.expect(replay.replayedEvents());
  }

  /** Events of the range are not there any more. */
  void erased(long events) {
    erased += events;
  }

  /** Finds what contradicts the ledger's counts, as far as rows are kept. */
  void compare(Findings findings, Retained retained) {
    if (surplus == 0) {
      takeOutRepeated(findings);
    }
    long left = line.events() + replayedEvents - erased;
    boolean allEvents =
        retained.hasEventsOf(line) && replays.stream().allMatch(retained::hasEventsOf);
    if (allEvents ? events != left : events > left) {
      find(LakeTables.EVENTS, left, events, findings);
    }
    if (retained.hasRejectsOf(line) ? rejects != line.rejects() : rejects > line.rejects()) {
      find(LakeTables.REJECTS, line.rejects(), rejects, findings);
    }
    if (retained.hasRejectsOf(line) ? replayedRejects != replayed : replayedRejects > replayed) {
      findUnlike(findings);
    }
    places = new FoundPlaces(0);
  }

  private void findUnlike(Findings findings) {
    find(
        findings,
        Check.rows,
        LakeTables.REJECTS,
        Long.toString(replayedRejects),
        Long.toString(replayed),
        String.format(
            Locale.ROOT,
            "%s counts %d replayed of the rejects in %s, the table holds %d",
            line.stream(),
            replayed,
            line.range(),
            replayedRejects));
  }

  /** One of two that are the same counts, so that another that is missing is missed. */
  private void takeOutRepeated(Findings findings) {
    FoundPlaces.Repeated repeated = places.repeated();
    events -= repeated.events();
    rejects -= repeated.rejects();
    if (repeated.rows() > 0) {
      find(
          findings,
          Check.duplicate,
          repeated.isEvent() ? LakeTables.EVENTS : LakeTables.REJECTS,
          repeated.rows() + " rows twice, the first at " + repeated.first(),
          "every line once",
          String.format(
              Locale.ROOT,
              "%s holds %d rows of %s twice, the first at %s",
              line.stream(),
              repeated.rows(),
              line.range(),
              repeated.first()));
    }
  }

  private void find(LakeTables table, long want, long got, Findings findings) {
    find(
        findings,
        Check.rows,
        table,
        Long.toString(got),
        Long.toString(want),
        String.format(
            Locale.ROOT,
            "%s counts %d %s in %s, the table holds %d",
            line.stream(),
            want,
            table.tableName(),
            line.range(),
            got));
  }

  private void find(
      Findings findings, Check check, LakeTables table, String got, String want, String sentence) {
    findings.add(Finding.ofStream(check, table, line.stream(), line.seq(), got, want, sentence));
  }
}
