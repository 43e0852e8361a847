package io.tailwater.queries.api;

import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that the page shows of one day, at one cut. */
final class DayPageAnswer implements Answer {
  private static final int ENDPOINTS = 12;

  private final Supplier<FollowerState> follower;

  DayPageAnswer(Supplier<FollowerState> follower) {
    this.follower = follower;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("date");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    TimeRange range = inquiry.day();
    Facts facts = inquiry.facts(range);
    Numbers total = Numbers.of(new GroupQuery(facts, List.of()).run(Numbers.QUANTILES).get(0));
    List<DayNumbers.Hour> hours =
        groups(facts, Dimension.HOUR)
            .map(
                group ->
                    new DayNumbers.Hour(
                        Instant.ofEpochSecond((Long) group.key().get(0) * 3600), Numbers.of(group)))
            .toList();
    List<DayNumbers.Endpoint> endpoints =
        groups(facts, Dimension.ENDPOINT)
            .map(group -> new DayNumbers.Endpoint((String) group.key().get(0), Numbers.of(group)))
            .sorted(
                Comparator.comparingLong((DayNumbers.Endpoint e) -> e.numbers().requests())
                    .reversed())
            .toList();
    LocalDate date = range.from().atOffset(ZoneOffset.UTC).toLocalDate();
    return new Result(
        new DayNumbers(
            date,
            total,
            hours,
            endpoints.stream().limit(ENDPOINTS).toList(),
            Freshness.of(inquiry, follower.get())),
        facts,
        endpoints.size() > ENDPOINTS);
  }

  private static Stream<Group> groups(Facts facts, Dimension by) throws SQLException {
    return new GroupQuery(facts, List.of(Sql.of(by.sql()))).run(Numbers.QUANTILES).stream();
  }
}
