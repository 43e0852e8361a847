package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests by status code, and by class of codes. */
final class StatusesAnswer implements Answer {

  /**
   * The answer's fields.
   *
   * @param classes classes of codes, ascending, requests without a status last
   * @param items codes, in the same order
   * @param compare the earlier range; left out when nothing is compared
   */
  record Body(
      List<OfClass> classes,
      List<OfCode> items,
      @JsonInclude(JsonInclude.Include.NON_NULL) Comparison.Told compare)
      implements TiedToNow {

    @Override
    public Record settled() {
      return compare;
    }
  }

  /**
   * Requests of a class.
   *
   * @param statusClass {@code 2xx}; null for requests without a status
   * @param ratio share of all requests of the answer; null without any
   * @param previous the same in the earlier range; left out when nothing is compared
   */
  record OfClass(
      String statusClass,
      long requests,
      Double ratio,
      long bytes,
      Double p50Ms,
      Double p95Ms,
      Double p99Ms,
      @JsonInclude(JsonInclude.Include.NON_NULL) Before previous) {}

  /**
   * Requests of a code.
   *
   * @param status null for requests without one
   * @param statusClass {@code 2xx}; null for requests without a status
   * @param ratio share of all requests of the answer; null without any
   * @param previous the same in the earlier range; left out when nothing is compared
   */
  record OfCode(
      Integer status,
      String statusClass,
      long requests,
      Double ratio,
      long bytes,
      Double p50Ms,
      Double p95Ms,
      Double p99Ms,
      @JsonInclude(JsonInclude.Include.NON_NULL) Before previous) {}

  /**
   * Of the earlier range.
   *
   * @param requests how many
   * @param ratio their share of its requests; null without any
   * @param change from these to the requests now, relative to these; null when there were none
   */
  record Before(long requests, Double ratio, Double change) {}

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", Comparison.NAME);
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    TimeRange range = inquiry.range();
    Optional<Comparison> comparison = Comparison.of(inquiry, range);
    Facts facts = inquiry.facts(range);
    Optional<Facts> earlier = comparison.map(c -> inquiry.facts(c.range()));
    List<PairedNumbers> classes = pairs(facts, earlier, Dimension.STATUS_CLASS);
    List<PairedNumbers> codes = pairs(facts, earlier, Dimension.STATUS);
    long all = codes.stream().mapToLong(pair -> pair.numbers().requests()).sum();
    long before =
        earlier.isEmpty() ? 0 : codes.stream().mapToLong(pair -> pair.previous().requests()).sum();
    Body body =
        new Body(
            classes.stream().map(pair -> ofClass(pair, all, before)).toList(),
            codes.stream().map(pair -> ofCode(pair, all, before)).toList(),
            comparison.map(c -> c.told(range, earlier.orElseThrow())).orElse(null));
    return new Result(body, facts, false);
  }

  private static List<PairedNumbers> pairs(
      Facts facts, Optional<Facts> earlier, Dimension dimension) throws SQLException {
    return PairedNumbers.of(facts, earlier, List.of(Sql.of(dimension.sql()))).stream()
        .sorted(
            Comparator.comparing(
                pair -> pair.key().get(0) == null ? null : pair.key().get(0).toString(),
                Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private static OfClass ofClass(PairedNumbers pair, long all, long before) {
    Numbers numbers = pair.numbers();
    return new OfClass(
        (String) pair.key().get(0),
        numbers.requests(),
        ratio(numbers.requests(), all),
        numbers.bytes(),
        numbers.p50Ms(),
        numbers.p95Ms(),
        numbers.p99Ms(),
        before(pair, before));
  }

  private static OfCode ofCode(PairedNumbers pair, long all, long before) {
    Numbers numbers = pair.numbers();
    Integer code = (Integer) pair.key().get(0);
    return new OfCode(
        code,
        code == null ? null : code / 100 + "xx",
        numbers.requests(),
        ratio(numbers.requests(), all),
        numbers.bytes(),
        numbers.p50Ms(),
        numbers.p95Ms(),
        numbers.p99Ms(),
        before(pair, before));
  }

  private static Before before(PairedNumbers pair, long all) {
    return pair.previous() == null
        ? null
        : new Before(
            pair.previous().requests(),
            ratio(pair.previous().requests(), all),
            pair.change().requests());
  }

  private static Double ratio(long part, long all) {
    return all == 0 ? null : (Double) ((double) part / all);
  }
}
