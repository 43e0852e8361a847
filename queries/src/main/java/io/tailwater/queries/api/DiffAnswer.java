package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.RollupChanges;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the numbers of hours changed between two cuts, and why. */
final class DiffAnswer implements Answer {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_HOURS = 48;

  /**
   * The answer's fields.
   *
   * @param fromCut the older cut
   * @param toCut the newer one
   * @param requests what all hours together gained
   * @param events the same of the rows of events
   * @param reasons why
   * @param hours each hour, in their order
   */
  record Body(
      Meta.CutName fromCut,
      Meta.CutName toCut,
      long requests,
      long events,
      Reasons reasons,
      List<Hour> hours)
      implements TiedToNow {

    @Override
    public Record settled() {
      return fromCut;
    }
  }

  /**
   * An hour.
   *
   * @param hour its start
   * @param from at the older cut
   * @param to at the newer one
   * @param difference what it gained
   * @param reasons why
   */
  record Hour(
      Instant hour, HourNumbers from, HourNumbers to, HourNumbers difference, Reasons reasons) {}

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.OF_ROLLUPS, "from", "to", "hour", "from_cut", "to_cut");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    TimeRange range = hours(inquiry);
    LakeAtCut older = cut(inquiry, "from_cut").orElseThrow(DiffAnswer::noCut);
    LakeAtCut newer = cut(inquiry, "to_cut").orElse(inquiry.session().lake());
    if (place(older) > place(newer)) {
      throw new BadParameterException(
          "from_cut",
          "'from_cut' must not be newer than 'to_cut', got commits "
              + older.cut().seq()
              + " and "
              + newer.cut().seq());
    }
    List<Hour> hours = diff(inquiry, older, newer, range);
    Reasons reasons = hours.stream().map(Hour::reasons).reduce(Reasons.NONE, Reasons::plus);
    Body body =
        new Body(
            Meta.CutName.of(older.cut()),
            Meta.CutName.of(newer.cut()),
            hours.stream().mapToLong(hour -> hour.difference().requests()).sum(),
            hours.stream().mapToLong(hour -> hour.difference().events()).sum(),
            reasons,
            hours);
    boolean whole =
        newer.isWholeFrom(LakeTables.REQUESTS_HOURLY, range.from())
            && newer.isWholeFrom(LakeTables.EVENTS, range.from());
    return new Result(body, range, whole, false);
  }

  private static List<Hour> diff(Inquiry inquiry, LakeAtCut older, LakeAtCut newer, TimeRange range)
      throws SQLException {
    CutSession session = inquiry.session();
    Filters filters = Filters.parse(inquiry.parameters());
    HoursAtCut before = HoursAtCut.read(session, older, range, filters);
    HoursAtCut after = HoursAtCut.read(session, newer, range, filters);
    Map<Long, LedgerBetween> ledger = LedgerBetween.of(session, older.cut(), newer.cut(), range);
    Optional<Map<Long, Reasons.Added>> known = added(session, older, newer, range, filters);
    List<Hour> hours = new ArrayList<>();
    for (Instant hour = range.from(); hour.isBefore(range.to()); hour = hour.plus(HOUR)) {
      long number = hour.getEpochSecond() / 3600;
      HourNumbers difference = after.numbers(number).minus(before.numbers(number));
      LedgerBetween told = ledger.getOrDefault(number, LedgerBetween.NOTHING);
      Optional<Reasons.Added> added =
          known.isPresent()
              ? Optional.of(known.get().getOrDefault(number, Reasons.Added.NOTHING))
              : Reasons.guess(
                  difference.requests(),
                  isClosed(older.cut(), hour),
                  isClosed(newer.cut(), hour),
                  told,
                  !filters.areNone());
      hours.add(
          new Hour(
              hour,
              before.numbers(number),
              after.numbers(number),
              difference,
              Reasons.of(
                  difference, added.orElse(Reasons.Added.NOTHING), told.erased(), newer, hour)));
    }
    return hours;
  }

  /** What the snapshots between the cuts added to each hour; empty when they are not kept. */
  private static Optional<Map<Long, Reasons.Added>> added(
      CutSession session, LakeAtCut older, LakeAtCut newer, TimeRange range, Filters filters)
      throws SQLException {
    Optional<Map<RollupChanges.Cause, String>> changes =
        RollupChanges.between(older, newer, range.from(), range.to());
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    Map<Long, Reasons.Added> hours = new HashMap<>();
    for (Map.Entry<RollupChanges.Cause, String> change : changes.get().entrySet()) {
      HoursAtCut.requests(session, change.getValue(), range, filters)
          .forEach(
              (number, requests) ->
                  hours.merge(
                      number, added(change.getKey(), number, requests), Reasons.Added::plus));
    }
    return Optional.of(hours);
  }

  private static Reasons.Added added(RollupChanges.Cause cause, long number, long requests) {
    Instant end = Instant.ofEpochSecond((number + 1) * 3600);
    if (cause.replay()) {
      return new Reasons.Added(0, 0, requests);
    }
    boolean closed = cause.closedBefore().filter(time -> !time.isBefore(end)).isPresent();
    return closed ? new Reasons.Added(0, requests, 0) : new Reasons.Added(requests, 0, 0);
  }

  private static boolean isClosed(Cut cut, Instant hour) {
    return cut.watermark().filter(time -> !time.isBefore(hour.plus(HOUR))).isPresent();
  }

  /** The whole hours that the question is about. */
  private static TimeRange hours(Inquiry inquiry) {
    Parameters parameters = inquiry.parameters();
    Optional<String> one = parameters.one("hour");
    if (one.isPresent()) {
      if (parameters.one("from").isPresent() || parameters.one("to").isPresent()) {
        throw new BadParameterException("hour", "'hour' cannot be given beside 'from' and 'to'");
      }
      Instant hour =
          RangeParser.time("hour", one.get(), inquiry.now()).truncatedTo(ChronoUnit.HOURS);
      return new TimeRange(hour, hour.plus(HOUR), TimeRange.Basis.ASKED);
    }
    TimeRange range = inquiry.range();
    Instant from = range.from().truncatedTo(ChronoUnit.HOURS);
    Instant to = range.to().minusNanos(1000).truncatedTo(ChronoUnit.HOURS).plus(HOUR);
    if (HOUR.multipliedBy(MOST_HOURS).compareTo(Duration.between(from, to)) < 0) {
      throw new BadParameterException(
          "from", "'from' wants a time at most " + MOST_HOURS + " hours before 'to'");
    }
    return new TimeRange(from, to, range.basis());
  }

  private static Optional<LakeAtCut> cut(Inquiry inquiry, String name) {
    return inquiry
        .parameters()
        .one(name)
        .map(
            text ->
                inquiry
                    .session()
                    .lake()
                    .asOf(AsOf.parse(name, text, inquiry.now()))
                    .orElseThrow(() -> new CutGoneException(text)));
  }

  private static BadParameterException noCut() {
    return new BadParameterException(
        "from_cut", "'from_cut' wants the number or time of the older commit, got none");
  }

  /** Later commits have larger ones. */
  private static long place(LakeAtCut lake) {
    return lake.snapshot(LakeTables.LEDGER).sequenceNumber();
  }
}
