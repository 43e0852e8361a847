package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Endpoints with their numbers, in the order asked for. */
final class EndpointsAnswer implements Answer {

  /**
   * The answer's fields.
   *
   * @param nextCursor where the next page begins; null at the end
   * @param compare the earlier range; left out when nothing is compared
   */
  record Body(
      List<Item> items,
      String nextCursor,
      @JsonInclude(JsonInclude.Include.NON_NULL) Comparison.Told compare)
      implements Paged, TiedToNow {

    @Override
    public Record settled() {
      return compare;
    }
  }

  /**
   * One endpoint.
   *
   * @param endpoint null for requests without a path
   * @param previous of the earlier range; left out when nothing is compared
   * @param change from the earlier to this; left out when nothing is compared
   */
  record Item(
      String endpoint,
      @JsonUnwrapped Numbers numbers,
      @JsonInclude(JsonInclude.Include.NON_NULL) Numbers previous,
      @JsonInclude(JsonInclude.Include.NON_NULL) Change change) {

    static Item of(PairedNumbers pair) {
      return new Item((String) pair.key().get(0), pair.numbers(), pair.previous(), pair.change());
    }

    /** Requests of the range, or of the earlier one where those are more. */
    long mostRequests() {
      return Math.max(numbers.requests(), previous == null ? 0 : previous.requests());
    }
  }

  @Override
  public Set<String> parameters() {
    return Names.with(
        Filters.NAMES, "from", "to", "sort", "min_requests", "limit", "cursor", Comparison.NAME);
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    long least = inquiry.parameters().whole("min_requests", 0, 0, Long.MAX_VALUE);
    long limit = inquiry.parameters().whole("limit", 100, 1, 1000);
    TimeRange range = inquiry.range();
    Optional<Comparison> comparison = Comparison.of(inquiry, range);
    Comparator<Item> order =
        EndpointOrder.parse(
            inquiry.parameters().one("sort").orElse("-requests"), comparison.isPresent());
    Facts facts = inquiry.facts(range);
    Optional<Facts> earlier = comparison.map(c -> inquiry.facts(c.range()));
    List<Item> all =
        PairedNumbers.of(facts, earlier, List.of(Sql.of(Dimension.ENDPOINT.sql()))).stream()
            .map(Item::of)
            .filter(item -> item.mostRequests() >= least)
            .sorted(order)
            .toList();
    Paging paging = inquiry.paging();
    // The cut and the range stand still, so the order does, and a number tells where a page begins.
    long begin = paging.isFirst() ? 0 : paging.whole(0);
    long end = begin + limit;
    boolean more = end < all.size();
    Body body =
        new Body(
            all.stream().skip(begin).limit(limit).toList(),
            more ? paging.after(inquiry.session().lake(), range, end) : null,
            comparison.map(c -> c.told(range, earlier.orElseThrow())).orElse(null));
    return new Result(body, facts, more);
  }
}
