package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import java.time.Instant;
import java.util.Optional;

/**
 * Why the numbers of an hour differ between two cuts. All of them together are the difference.
 *
 * @param ordinary events that came before the hour was closed
 * @param late events that came after a commit before had closed it
 * @param replayed events that a replay has made of rejects
 * @param erased events that erasures took: the rollups count them still
 * @param retention what has been removed for its age
 * @param unexplained what cannot be told, since snapshots between the two are not kept
 */
record Reasons(
    Amount ordinary,
    Amount late,
    Amount replayed,
    Amount erased,
    Amount retention,
    Amount unexplained) {

  /**
   * Part of a difference.
   *
   * @param requests of the requests that the rollups count
   * @param events of the rows of events
   */
  record Amount(long requests, long events) {
    static Amount both(long added) {
      return new Amount(added, added);
    }

    Amount plus(Amount more) {
      return new Amount(requests + more.requests, events + more.events);
    }

    Amount minus(Amount part) {
      return new Amount(requests - part.requests, events - part.events);
    }
  }

  /**
   * Events that were added to an hour.
   *
   * @param ordinary before it was closed
   * @param late after
   * @param replayed by replays
   */
  record Added(long ordinary, long late, long replayed) {
    static final Added NOTHING = new Added(0, 0, 0);

    Added plus(Added more) {
      return new Added(ordinary + more.ordinary, late + more.late, replayed + more.replayed);
    }
  }

  static final Reasons NONE =
      new Reasons(
          Amount.both(0),
          Amount.both(0),
          Amount.both(0),
          Amount.both(0),
          Amount.both(0),
          Amount.both(0));

  /**
   * Splits a difference.
   *
   * @param added what is known to have been added
   * @param erased how many events of the hour erasures took at most
   */
  static Reasons of(
      HourNumbers difference, Added added, long erased, LakeAtCut newer, Instant hour) {
    Amount rest =
        new Amount(difference.requests(), difference.events())
            .minus(Amount.both(added.ordinary() + added.late() + added.replayed()));
    Amount gone = new Amount(0, Math.max(Math.min(rest.events(), 0), -erased));
    rest = rest.minus(gone);
    Amount aged =
        new Amount(
            aged(rest.requests(), newer, LakeTables.REQUESTS_HOURLY, hour),
            aged(rest.events(), newer, LakeTables.EVENTS, hour));
    return new Reasons(
        Amount.both(added.ordinary()),
        Amount.both(added.late()),
        Amount.both(added.replayed()),
        gone,
        aged,
        rest.minus(aged));
  }

  /**
   * What was added, as far as the ledger can tell: all of it is of one kind, or the ledger says how
   * many came late.
   *
   * @param closedBefore whether the hour was closed at the older cut
   * @param closedAfter whether it is at the newer one
   * @param filtered whether only some of the events are asked for
   * @return empty when it cannot tell
   */
  static Optional<Added> guess(
      long added,
      boolean closedBefore,
      boolean closedAfter,
      LedgerBetween ledger,
      boolean filtered) {
    if (added <= 0) {
      return Optional.of(Added.NOTHING);
    }
    if (ledger.replays() > 0) {
      return Optional.empty();
    }
    if (closedBefore) {
      return Optional.of(new Added(0, added, 0));
    }
    if (!closedAfter || ledger.late() == 0) {
      return Optional.of(new Added(added, 0, 0));
    }
    boolean told = !filtered && ledger.late() == ledger.lateInside() && ledger.late() <= added;
    return told
        ? Optional.of(new Added(added - ledger.late(), ledger.late(), 0))
        : Optional.empty();
  }

  Reasons plus(Reasons more) {
    return new Reasons(
        ordinary.plus(more.ordinary),
        late.plus(more.late),
        replayed.plus(more.replayed),
        erased.plus(more.erased),
        retention.plus(more.retention),
        unexplained.plus(more.unexplained));
  }

  private static long aged(long rest, LakeAtCut newer, LakeTables table, Instant hour) {
    return newer.isWholeFrom(table, hour) ? 0 : Math.min(rest, 0);
  }
}
