package io.tailwater.pipeline.generate;

import java.util.stream.IntStream;

/**
 * One kind of request that the shop answers.
 *
 * @param method HTTP method
 * @param template path, with {@code {id}}, {@code {uuid}}, {@code {slug}} and {@code {hash}} for
 *     what differs; from a {@code ?} on, the query string
 * @param weight how often it is asked for, relative to the others
 * @param crawled whether bots ask for it
 * @param upstream whether an application answers, not a file
 * @param medianMs half of the usual answers take less, milliseconds
 * @param spread standard deviation of the latency's logarithm
 * @param medianBytes half of the answers are shorter
 * @param statuses status and per mille, in turn; what is left to 1000 is the first status
 */
record Endpoint(
    String method,
    String template,
    double weight,
    boolean crawled,
    boolean upstream,
    double medianMs,
    double spread,
    int medianBytes,
    int... statuses) {

  /** The service that answers, a place among {@link Shop#SERVICES}. */
  int service() {
    for (int i = 0; i < Shop.SERVICE_PATHS.size(); i++) {
      if (Shop.SERVICE_PATHS.get(i).stream().anyMatch(template::startsWith)) {
        return i;
      }
    }
    throw new IllegalStateException("no service answers " + template);
  }

  /** The statuses by per mille, to pick one from by a number from 0 to 999. */
  int[] statusByMille() {
    int[] byMille = IntStream.generate(() -> statuses[0]).limit(1000).toArray();
    int slot = 0;
    for (int i = 2; i < statuses.length; i += 2) {
      for (int end = slot + statuses[i + 1]; slot < end; slot++) {
        byMille[slot] = statuses[i];
      }
    }
    return byMille;
  }
}
