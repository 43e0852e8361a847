package io.tailwater.pipeline.generate;

import io.tailwater.pipeline.parse.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes requests as nginx does. A variable that has no value here is a dash, or nothing where the
 * format has {@code escape=json}; no value has anything in it that would have to be escaped.
 */
final class LineRenderer implements Renderer {
  private static final Pattern PART =
      Pattern.compile("\\$(?:\\{([\\w.]+)}|(\\w+))|\\\\(.)|[^$\\\\]+|[$\\\\]", Pattern.DOTALL);
  private static final Pattern JSON_ESCAPES =
      Pattern.compile("\\s*log_format\\s+\\S+\\s+escape=json\\s.*", Pattern.DOTALL);

  private final List<byte[]> literals = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final ValueText text = new ValueText();
  private final boolean jsonEscapes;
  private final List<Defect> defects = new ArrayList<>(List.of(Defect.TIME, Defect.STRAY));

  /** The last text that a line has behind a variable; a line that ends before it is none. */
  private final int lastLiteral;

  LineRenderer(LogFormat format, boolean jsonEscapes) {
    this.jsonEscapes = jsonEscapes;
    StringBuilder literal = new StringBuilder();
    Matcher part = PART.matcher(format.text());
    while (part.find()) {
      String name = part.group(1) == null ? part.group(2) : part.group(1);
      if (name != null) {
        end(literal);
        values.add(Value.ofVariable(name));
      } else if (part.group(3) != null) {
        literal.append(part.group(3).equals("t") ? "\t" : part.group(3));
      } else {
        literal.append(part.group());
      }
    }
    end(literal);
    int last = literals.size() - 1;
    while (last > 0 && literals.get(last).length == 0) {
      last--;
    }
    lastLiteral = last;
    if (last > 0) {
      defects.add(Defect.CUT);
    }
    if (values.contains(Value.STATUS)) {
      defects.add(Defect.STATUS);
    }
  }

  private void end(StringBuilder literal) {
    literals.add(literal.toString().getBytes(StandardCharsets.UTF_8));
    literal.setLength(0);
  }

  /** True for a whole {@code log_format} statement that says so. */
  static boolean hasJsonEscapes(String format) {
    return JSON_ESCAPES.matcher(format).matches();
  }

  @Override
  public List<Defect> defects() {
    return defects;
  }

  @Override
  public void render(Request request, LineBytes out) {
    if (request.defect == Defect.STRAY) {
      out.put(Defect.stray(request));
    } else {
      line(request, out);
    }
    out.put('\n');
  }

  private void line(Request request, LineBytes out) {
    int from = out.length();
    int last = request.defect == Defect.CUT ? lastLiteral : values.size();
    for (int i = 0; i < last; i++) {
      out.put(literals.get(i));
      Value value = values.get(i);
      if (!text.put(value, request, out) && !jsonEscapes && value != Value.ARGS) {
        out.put('-');
      }
    }
    if (request.defect == Defect.CUT) {
      // Somewhere in its second half, so that it is no blank line.
      double kept = (1 + request.defectPlace) / 2;
      out.truncate(from + (int) Math.ceil(kept * (out.length() - from)));
    } else {
      out.put(literals.get(last));
    }
  }
}
