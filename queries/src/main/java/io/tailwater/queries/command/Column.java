package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.Text;
import java.util.function.Function;

/**
 * A column of a table for people.
 *
 * @param name its heading
 * @param right whether it is aligned to the right, as numbers are
 * @param text what it shows of a row
 * @param ink in which colour
 */
record Column(
    String name, boolean right, Function<JsonNode, String> text, Function<JsonNode, Ink> ink) {
  private static final int WIDEST_NAME = 60;
  private static final double MANY = 0.05;
  private static final double SOME = 0.01;

  /** A colour on a terminal. */
  enum Ink {
    NONE(""),
    YELLOW("33"),
    RED("31");

    private final String code;

    Ink(String code) {
      this.code = code;
    }

    String over(String text) {
      return this == NONE ? text : "\033[" + code + "m" + text + "\033[0m";
    }
  }

  /** A name; a dash for none. */
  static Column name(String field) {
    return left(field.replace('_', ' '), row -> shortened(row.path(field)));
  }

  static Column left(String name, Function<JsonNode, String> text) {
    return new Column(name, false, text, row -> Ink.NONE);
  }

  static Column right(String name, Function<JsonNode, String> text) {
    return new Column(name, true, text, row -> Ink.NONE);
  }

  static Column count(String name, String field) {
    return right(name, row -> Units.count(row.path(field).asLong()));
  }

  static Column ms(String name, String field) {
    return right(name, row -> Text.ms(decimal(row, field)));
  }

  /** A share of errors, coloured where there are many. */
  static Column errors(String name, String field) {
    return errors(name, row -> decimal(row, field));
  }

  static Column errors(String name, Function<JsonNode, Double> share) {
    return new Column(
        name,
        true,
        row -> Text.percent(share.apply(row)),
        row -> {
          Double ratio = share.apply(row);
          if (ratio == null || ratio < SOME) {
            return Ink.NONE;
          }
          return ratio < MANY ? Ink.YELLOW : Ink.RED;
        });
  }

  /** A number; null where the row has none. */
  static Double decimal(JsonNode row, String field) {
    JsonNode value = row.path(field);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }

  private static String shortened(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "–";
    }
    String name = value.asText();
    return name.length() <= WIDEST_NAME ? name : name.substring(0, WIDEST_NAME - 1) + "…";
  }
}
