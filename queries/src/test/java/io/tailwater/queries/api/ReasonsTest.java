package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.api.Reasons.Added;
import org.junit.jupiter.api.Test;

/** What the ledger can tell of an hour when the snapshots between two cuts are gone. */
class ReasonsTest {
  private static final LedgerBetween NO_LATE = new LedgerBetween(0, 0, 0, 0);
  private static final LedgerBetween ALL_INSIDE = new LedgerBetween(4, 4, 0, 0);
  private static final LedgerBetween SOME_OUTSIDE = new LedgerBetween(4, 3, 0, 0);
  private static final LedgerBetween REPLAYED = new LedgerBetween(0, 0, 1, 0);

  @Test
  void whatCameToAClosedHourIsLate() {
    assertThat(Reasons.guess(9, true, true, SOME_OUTSIDE, true)).contains(new Added(0, 9, 0));
  }

  @Test
  void whatCameToAnHourThatIsOpenStillIsOrdinary() {
    assertThat(Reasons.guess(9, false, false, SOME_OUTSIDE, true)).contains(new Added(9, 0, 0));
  }

  @Test
  void hourThatClosedBetweenIsToldByTheLedgerWhereItCan() {
    assertThat(Reasons.guess(9, false, true, NO_LATE, true)).contains(new Added(9, 0, 0));
    assertThat(Reasons.guess(9, false, true, ALL_INSIDE, false)).contains(new Added(5, 4, 0));
    assertThat(Reasons.guess(9, false, true, ALL_INSIDE, true)).isEmpty();
    assertThat(Reasons.guess(9, false, true, SOME_OUTSIDE, false)).isEmpty();
    assertThat(Reasons.guess(3, false, true, ALL_INSIDE, false)).isEmpty();
  }

  @Test
  void replayThatMayBeOfTheHourLeavesItUntold() {
    assertThat(Reasons.guess(9, true, true, REPLAYED, false)).isEmpty();
    assertThat(Reasons.guess(0, true, true, REPLAYED, false)).contains(Added.NOTHING);
  }
}
