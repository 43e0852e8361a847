package io.tailwater.queries.command;

import java.util.Arrays;
import java.util.Optional;

/** Orders of endpoints that have a key while they are watched, the page's. */
enum TopOrder {
  BUSIEST('1', "-requests", "busiest"),
  SLOWEST('2', "-p95", "slowest"),
  MOST_ERRORS('3', "-server_errors", "most 5xx"),
  ERROR_SHARE('4', "-error_ratio", "error share"),
  MOST_TIME('5', "-total_time", "most time");

  private final char key;
  private final String sort;
  private final String label;

  TopOrder(char key, String sort, String label) {
    this.key = key;
    this.sort = sort;
    this.label = label;
  }

  char key() {
    return key;
  }

  /** As the API takes it. */
  String sort() {
    return sort;
  }

  String label() {
    return label;
  }

  static Optional<TopOrder> ofKey(int key) {
    return Arrays.stream(values()).filter(order -> order.key == key).findFirst();
  }
}
