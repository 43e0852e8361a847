package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All requests of a range in one row of numbers, if asked beside those of an earlier range. */
final class SummaryAnswer implements Answer {

  /**
   * The answer's fields when it compares.
   *
   * @param numbers of the range
   * @param previous of the earlier range
   * @param change from the earlier to this
   * @param compare the earlier range
   */
  record Compared(
      @JsonUnwrapped Numbers numbers, Numbers previous, Change change, Comparison.Told compare)
      implements TiedToNow {

    @Override
    public Record settled() {
      return compare;
    }
  }

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", Comparison.NAME);
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    TimeRange range = inquiry.range();
    Optional<Comparison> comparison = Comparison.of(inquiry, range);
    Facts facts = inquiry.facts(range);
    Numbers numbers = numbers(facts);
    if (comparison.isEmpty()) {
      return new Result(numbers, facts, false);
    }
    Facts earlier = inquiry.facts(comparison.get().range());
    Numbers previous = numbers(earlier);
    Compared compared =
        new Compared(
            numbers,
            previous,
            Change.between(previous, numbers),
            comparison.get().told(range, earlier));
    return new Result(compared, facts, false);
  }

  private static Numbers numbers(Facts facts) throws SQLException {
    return Numbers.of(new GroupQuery(facts, List.of()).run(Numbers.QUANTILES).get(0));
  }
}
