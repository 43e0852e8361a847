package io.tailwater.queries.api;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** All requests of a range in one row of numbers. */
final class SummaryAnswer implements Answer {

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Facts facts = inquiry.facts(inquiry.range());
    List<Group> all = new GroupQuery(facts, List.of()).run(Numbers.QUANTILES);
    return new Result(Numbers.of(all.get(0)), facts, false);
  }
}
