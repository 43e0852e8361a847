package io.tailwater.queries.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A statement under construction with the values of its question marks, in their order. What users
 * send becomes a value, never text.
 */
public final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  public static Sql of(String text, Object... values) {
    return new Sql().add(text, values);
  }

  public Sql add(String more, Object... moreValues) {
    text.append(more);
    values.addAll(Arrays.asList(moreValues));
    return this;
  }

  public Sql add(Sql other) {
    text.append(other.text);
    values.addAll(other.values);
    return this;
  }

  public String text() {
    return text.toString();
  }

  public List<Object> values() {
    return values;
  }

  /** A string literal. Only for what the lake itself says, such as file names. */
  public static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A quoted name. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
