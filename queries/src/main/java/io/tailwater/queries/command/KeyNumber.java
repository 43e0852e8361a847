package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.Text;
import io.tailwater.queries.terminal.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A number that is looked at first, and its course.
 *
 * @param label its name where there is little room
 * @param name its name
 * @param of its value in a row of numbers; null for none
 * @param at its value at a point of a series; null for none
 * @param text how it is written
 * @param least what has the whole height at the least, by the value of the whole range: a course
 *     that never changes is not to look like an alarm
 * @param ink its colour in the columns of requests; null for none
 * @param alarms whether it has another colour where it is high
 */
record KeyNumber(
    String label,
    String name,
    Function<JsonNode, Double> of,
    BiFunction<JsonNode, Integer, Double> at,
    Function<Double, String> text,
    Function<Double, Double> least,
    Colour ink,
    boolean alarms) {
  /** Beside these, noise of one error in ten thousand is as low as it is. */
  private static final double ONE_PERCENT = 0.01;

  static final KeyNumber REQUESTS =
      new KeyNumber(
          "req",
          "requests",
          row -> Column.decimal(row, "requests"),
          (series, i) -> number(series, "requests", i),
          value -> Units.count(Math.round(value)),
          value -> 1.0,
          TopColours.OK,
          false);

  /** Those under the columns of requests. */
  static final List<KeyNumber> OTHERS =
      List.of(
          share("5xx", "server_errors", TopColours.BAD),
          share("4xx", "client_errors", TopColours.CLIENT),
          latency("p50"),
          latency("p95"),
          latency("p99"));

  private static KeyNumber share(String label, String field, Colour ink) {
    return new KeyNumber(
        label,
        label + " share",
        row -> ratio(Column.decimal(row, field), Column.decimal(row, "requests")),
        (series, i) -> ratio(number(series, field, i), number(series, "requests", i)),
        Text::percent,
        value -> ONE_PERCENT,
        ink,
        ink == TopColours.BAD);
  }

  private static KeyNumber latency(String label) {
    String field = label + "_ms";
    return new KeyNumber(
        label,
        label,
        row -> Column.decimal(row, field),
        (series, i) -> number(series, field, i),
        Text::ms,
        value -> 2 * value,
        null,
        false);
  }

  /** Its value at each point. */
  List<Double> course(JsonNode series) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < series.path("requests").size(); i++) {
      values.add(at.apply(series, i));
    }
    return values;
  }

  /** As it is written; a dash for null. */
  String written(Double value) {
    return value == null ? "–" : text.apply(value);
  }

  private static Double number(JsonNode series, String field, int i) {
    JsonNode value = series.path(field).path(i);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }

  private static Double ratio(Double part, Double all) {
    return part == null || all == null || all == 0 ? null : (Double) (part / all);
  }
}
