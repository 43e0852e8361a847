package io.tailwater.queries.command;

import java.util.List;
import java.util.Map;

/**
 * What a picture is to show.
 *
 * @param range the API's parameters of all answers: from, to, filters, {@code as_of}
 * @param compare with what; null for nothing
 * @param sort order of the endpoints as the API takes it
 * @param minRequests of an endpoint; null for any
 * @param limit most endpoints; null for as many as fit
 */
record TopWanted(
    Map<String, List<String>> range,
    String compare,
    String sort,
    String minRequests,
    String limit) {

  /** The same in another order. */
  TopWanted sortedBy(String other) {
    return new TopWanted(range, compare, other, minRequests, limit);
  }

  boolean compares() {
    return compare != null;
  }
}
