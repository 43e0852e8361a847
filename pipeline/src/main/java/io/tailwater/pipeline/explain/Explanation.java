package io.tailwater.pipeline.explain;

import io.tailwater.pipeline.parse.Diagnosis;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.LineTrace;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts lines into words: a rejected one with a caret, a good one as a table of its variables. */
final class Explanation {
  private static final int BEFORE = 60;
  private static final int AFTER = 19;
  private static final String MORE = "…";

  private Explanation() {}

  /** The line around the place where reading it stopped, a caret under that, want and got. */
  static String reject(long lineNumber, byte[] raw, Diagnosis why) {
    String line = new String(raw, StandardCharsets.UTF_8);
    int at = Math.min(why.column() - 1, line.length());
    int from = at > BEFORE ? at - BEFORE : 0;
    int to = Math.min(line.length(), at + AFTER);
    String before = (from > 0 ? MORE : "") + Diagnosis.visible(line.substring(from, at));
    String after = Diagnosis.visible(line.substring(at, to)) + (to < line.length() ? MORE : "");
    return "line "
        + lineNumber
        + ", column "
        + why.column()
        + ": "
        + why.reason().word()
        + "\n  "
        + before
        + after
        + "\n  "
        + " ".repeat(before.length())
        + "^\n  want "
        + why.want()
        + "\n  got  "
        + why.got()
        + "\n";
  }

  /** Which variable of the format got what of the line, and the columns that it fills. */
  static String mapping(LineFormat format, byte[] line) {
    List<LineTrace.Part> parts = LineTrace.of(format, line);
    int variables = parts.stream().mapToInt(p -> p.variable().length()).max().orElse(0);
    int columns = parts.stream().mapToInt(p -> p.columns().length()).max().orElse(0);
    StringBuilder out = new StringBuilder("format: " + format.text() + "\n");
    String row = "  %-" + variables + "s  %-" + Math.max(1, columns) + "s  %s%n";
    for (LineTrace.Part part : parts) {
      String text = Diagnosis.visible(part.text());
      String shown = text.isEmpty() ? "(nothing)" : text;
      out.append(String.format(row, part.variable(), part.columns(), shown));
    }
    return out.toString();
  }
}
