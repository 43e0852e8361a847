package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Shows how a format cuts a line, for people; it says nothing of whether the values are good. */
public final class LineTrace {

  /**
   * One variable's or field's share of a line.
   *
   * @param variable its name, a variable's with {@code $}
   * @param columns the columns it fills, separated by commas; empty when another one does
   * @param text what the line says
   */
  public record Part(String variable, String columns, String text) {}

  private LineTrace() {}

  /**
   * The variables of the format, or the fields of the line, in order with their text, as far as the
   * line follows the format.
   */
  public static List<Part> of(LineFormat format, byte[] line) {
    return format instanceof LogFormat variables
        ? variables(variables, line)
        : FieldTrace.of((FieldFormat) format, line);
  }

  private static List<Part> variables(LogFormat format, byte[] line) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (LogFormat f = format; f != null && ByteScan.matches(line, at, line.length, f.head()); ) {
      at += f.head().length;
      for (Step step : f.steps()) {
        int end = Math.min(step.end(line, at, line.length, false), line.length);
        String text = new String(line, at, end - at, StandardCharsets.UTF_8);
        parts.add(new Part("$" + step.variable(), step.field().columns(), text));
        at = Math.min(end + step.consumed(), line.length);
      }
      f = f.tail();
    }
    return parts;
  }
}
