package io.tailwater.queries.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers that a picture is made of, all at one cut and of one range.
 *
 * @param wanted what was asked for
 * @param asked when they were asked for
 * @param status how fresh they are
 * @param summary the key numbers
 * @param course the same over time
 * @param classes requests over time by class of status
 * @param latencies how latencies are spread over time
 * @param endpoints those that have room
 */
record TopAnswers(
    TopWanted wanted,
    Instant asked,
    Reply status,
    Reply summary,
    Reply course,
    Reply classes,
    Reply latencies,
    Reply endpoints) {
  private static final String API = "/api/v1/";

  /** Asks; the cut and the ends of the range are those that the first answers name. */
  static TopAnswers of(Ask ask, TopWanted wanted, TopLayout layout, Instant now) throws Exception {
    Map<String, List<String>> cut = new HashMap<>();
    if (wanted.range().containsKey("as_of")) {
      cut.put("as_of", wanted.range().get("as_of"));
    }
    Reply status = ask.ask(API + "status", cut);
    Map<String, List<String>> pinned = new HashMap<>(wanted.range());
    pinned.put("as_of", List.of(status.meta().at("/cut/seq").asText()));
    Map<String, List<String>> compared = new HashMap<>(pinned);
    AskOptions.put(compared, "compare", wanted.compare());
    Reply summary = ask.ask(API + "summary", compared);
    for (Map<String, List<String>> parameters : List.of(pinned, compared)) {
      parameters.put("from", List.of(summary.from().toString()));
      parameters.put("to", List.of(summary.to().toString()));
    }
    Map<String, List<String>> endpoints = new HashMap<>(compared);
    endpoints.put("sort", List.of(wanted.sort()));
    AskOptions.put(endpoints, "min_requests", wanted.minRequests());
    String fitting = Integer.toString(layout.mostEndpoints());
    endpoints.put("limit", List.of(wanted.limit() == null ? fitting : wanted.limit()));
    pinned.put("step", List.of(TopStep.of(summary.from(), summary.to(), layout.plotWidth())));
    Map<String, List<String>> classes = new HashMap<>(pinned);
    classes.put("group_by", List.of("status_class"));
    return new TopAnswers(
        wanted,
        now,
        status,
        summary,
        ask.ask(API + "timeseries", pinned),
        ask.ask(API + "timeseries", classes),
        ask.ask(API + "latency/heatmap", pinned),
        ask.ask(API + "endpoints", endpoints));
  }

  /** How many points in time there are. */
  int points() {
    return course.body().path("time").size();
  }
}
