package io.tailwater.queries.api;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Latency sketches as they are, in the forms of the systems that have the same buckets. */
final class SketchAnswer implements Answer {

  /**
   * The answer's fields.
   *
   * @param encoding {@code otel} or {@code prometheus}
   * @param groupBy what the histograms are of
   * @param metric the histograms in that encoding
   */
  record Body(String encoding, String groupBy, Map<String, Object> metric) {}

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "group_by", "encoding", "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Parameters parameters = inquiry.parameters();
    Grouping grouping = Grouping.parse(parameters, "none");
    String encoding = parameters.word("encoding", List.of("otel", "prometheus"));
    long limit = parameters.whole("limit", 100, 1, 1000);
    TimeRange range = inquiry.range();
    Facts facts = inquiry.facts(range);
    List<Sketch> all = Sketch.of(facts, grouping);
    List<Sketch> sketches = all.stream().limit(limit).toList();
    Map<String, Object> metric =
        encoding.equals("otel")
            ? OtelHistogram.metric(sketches, range)
            : PrometheusHistogram.metric(sketches);
    return new Result(
        new Body(encoding, grouping.label(), metric), facts, all.size() > sketches.size());
  }
}
