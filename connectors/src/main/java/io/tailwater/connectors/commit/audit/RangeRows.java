package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rows that were found of one range. As many offsets are remembered as the ledger counts lines,
 * so that a line that is there twice does not stand for one that is missing.
 */
final class RangeRows {
  private static final int FIRST_ROOM = 16;

  private final LedgerLine line;
  private long[] offsets = new long[0];
  private int known;
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

  /** A row was found at an offset within. */
  void found(long offset, FoundRow row) {
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
    long expected = line.events() + line.rejects() + replayedEvents;
    if (known < expected) {
      if (known == offsets.length) {
        long room = Math.min(Math.max(FIRST_ROOM, 2L * known), expected);
        offsets = Arrays.copyOf(offsets, Math.toIntExact(room));
      }
      offsets[known++] = 2 * offset + (event ? 0 : 1);
    } else {
      surplus++;
    }
  }

  /** Rejects of the range have become events. */
  void replayed(LedgerLine replay) {
    replayed += replay.replayed();
    replayedEvents += replay.replayedEvents();
    replays.add(replay);
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
    offsets = new long[0];
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
    Arrays.sort(offsets, 0, known);
    long repeated = 0;
    int first = 0;
    for (int i = 1; i < known; i++) {
      if (offsets[i] >> 1 == offsets[i - 1] >> 1) {
        first = repeated == 0 ? i : first;
        repeated++;
        if ((offsets[i] & 1) == 0) {
          events--;
        } else {
          rejects--;
        }
      }
    }
    if (repeated > 0) {
      long offset = offsets[first] >> 1;
      find(
          findings,
          Check.duplicate,
          (offsets[first] & 1) == 0 ? LakeTables.EVENTS : LakeTables.REJECTS,
          repeated + " rows twice, the first at offset " + offset,
          "every line once",
          String.format(
              Locale.ROOT,
              "%s holds %d rows of %s twice, the first at offset %d",
              line.stream(),
              repeated,
              line.range(),
              offset));
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
