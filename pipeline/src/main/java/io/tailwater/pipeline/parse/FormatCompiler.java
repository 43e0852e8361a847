package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.Step.Scan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the text of a format into its steps, or says in one sentence why it cannot. */
final class FormatCompiler {
  private static final String OWN = "attributes.";
  private static final Set<Field> PATHS = Set.of(Field.URI, Field.PATH);
  private static final Set<Field> ADDRESSES = Set.of(Field.CLIENT, Field.FORWARDED);

  private final String text;
  private final List<Variable> variables = new ArrayList<>();
  private final List<StringBuilder> literals = new ArrayList<>();

  /** A variable as it stands in the text; {@code column} counts from 1. */
  private record Variable(String name, Field field, int column) {}

  FormatCompiler(String text) {
    this.text = text;
    literals.add(new StringBuilder());
  }

  LogFormat compile() {
    scan();
    if (variables.isEmpty()) {
      throw new FormatException(
          "Format \""
              + text
              + "\" has no variable; want combined, common or the text of an nginx log_format.");
    }
    if (variables.stream().noneMatch(v -> v.field.isTime())) {
      throw new FormatException(
          "The format has no time; it needs one of $time_local, $time_iso8601 and $msec.");
    }
    return link();
  }

  LogFormat compileTail() {
    scan();
    return link();
  }

  private void scan() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '$') {
        at = variable(at);
      } else if (c == '\\' && at + 1 < text.length()) {
        char next = text.charAt(at + 1);
        last().append(next == 't' ? '\t' : next == 'n' ? '\n' : next);
        at += 2;
      } else {
        last().append(c);
        at++;
      }
    }
    if (literals.stream().anyMatch(literal -> literal.indexOf("\n") >= 0)) {
      throw new FormatException("The format has a line feed in it; a line is one line.");
    }
  }

  private StringBuilder last() {
    return literals.get(literals.size() - 1);
  }

  private int variable(int dollar) {
    int at = dollar + 1;
    boolean braces = at < text.length() && text.charAt(at) == '{';
    int from = braces ? at + 1 : at;
    int to = from;
    while (to < text.length() && isName(text.charAt(to), braces)) {
      to++;
    }
    if (to == from || (braces && (to == text.length() || text.charAt(to) != '}'))) {
      throw new FormatException(
          "'$' at column " + (dollar + 1) + " of the format starts no variable; want $name.");
    }
    add(text.substring(from, to), dollar + 1);
    return braces ? to + 1 : to;
  }

  private static boolean isName(char c, boolean braces) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || braces && c == '.';
  }

  private void add(String name, int column) {
    if (mergesIntoUri(name)) {
      return;
    }
    boolean own = name.startsWith(OWN) && name.length() > OWN.length();
    Field field =
        own ? Field.ATTRIBUTE : Variables.field(name).orElseThrow(() -> unknown(name, column));
    variables.add(new Variable(own ? name.substring(OWN.length()) : name, field, column));
    literals.add(new StringBuilder());
  }

  /** {@code $uri$is_args$args} is a request target in three pieces. */
  private boolean mergesIntoUri(String name) {
    int n = variables.size();
    if (n == 0 || last().length() > 0 || !PATHS.contains(variables.get(n - 1).field)) {
      return false;
    }
    if (!name.equals("is_args") && !name.equals("args") && !name.equals("query_string")) {
      return false;
    }
    Variable path = variables.get(n - 1);
    variables.set(n - 1, new Variable(path.name, Field.URI, path.column));
    return true;
  }

  private static FormatException unknown(String name, int column) {
    Optional<String> nearest = Variables.nearest(name);
    return new FormatException(
        "Unknown variable $"
            + name
            + " in format at column "
            + column
            + nearest.map(n -> "; did you mean $" + n + "?").orElse(".")
            + " A variable of your own is written ${attributes."
            + name
            + "}.");
  }

  private LogFormat link() {
    List<Field> fields = settle();
    Step[] steps = new Step[variables.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step(i, fields.get(i));
    }
    byte[] head = literals.get(0).toString().getBytes(StandardCharsets.UTF_8);
    return new LogFormat(text, head, steps, null);
  }

  private Step step(int i, Field field) {
    Variable variable = variables.get(i);
    String before = literals.get(i).toString();
    String after = literals.get(i + 1).toString();
    byte[] close = after.getBytes(StandardCharsets.UTF_8);
    if (close.length == 0) {
      if (i == variables.size() - 1) {
        return new Step(variable.name, field, Scan.REST, close, 0, 0);
      }
      return touching(variable, variables.get(i + 1), field);
    }
    if (before.endsWith("\"") && after.startsWith("\"")) {
      return new Step(variable.name, field, Scan.QUOTED, close, close.length, 0);
    }
    Scan scan = isList(variable) ? Scan.LIST : Scan.LITERAL;
    return new Step(variable.name, field, scan, close, close.length, 0);
  }

  private Step touching(Variable left, Variable right, Field field) {
    int width = width(left);
    if (left.field == Field.HOST && PATHS.contains(right.field)) {
      return new Step(left.name, field, Scan.LITERAL, new byte[] {'/'}, 0, 0);
    }
    if (width > 0) {
      return new Step(left.name, field, Scan.FIXED, new byte[0], 0, width);
    }
    throw new FormatException(
        "$"
            + left.name
            + " and $"
            + right.name
            + " touch at column "
            + right.column
            + " of the format, so a line does not say where one ends; put text between them.");
  }

  private static int width(Variable variable) {
    return switch (variable.name) {
      case "status" -> 3;
      case "time_local" -> 26;
      case "time_iso8601" -> 25;
      case "pipe" -> 1;
      case "request_id" -> 32;
      default -> 0;
    };
  }

  private static boolean isList(Variable variable) {
    return ADDRESSES.contains(variable.field)
        || variable.name.startsWith("upstream_")
            && !variable.name.startsWith("upstream_http_")
            && !variable.name.startsWith("upstream_cookie_")
            && !variable.name.startsWith("upstream_trailer_");
  }

  /** Gives each column to the best variable that means it; the others become attributes. */
  private List<Field> settle() {
    Map<Object, Variable> best = new HashMap<>();
    for (Variable variable : variables) {
      best.merge(column(variable.field), variable, FormatCompiler::better);
    }
    boolean whole = best.containsKey(Field.REQUEST);
    Set<String> seen = new HashSet<>();
    List<Field> fields = new ArrayList<>();
    for (Variable variable : variables) {
      Field field = variable.field;
      boolean attribute = field == Field.ATTRIBUTE || field == Field.ADDRESS_ATTRIBUTE;
      if (!seen.add(variable.name)) {
        field = Field.PASSED_OVER;
      } else if (whole && field == Field.PATH) {
        field = Field.ATTRIBUTE;
      } else if (!attribute && best.get(column(field)) != variable) {
        field = field.isTime() ? Field.PASSED_OVER : loser(field);
      }
      fields.add(field);
    }
    return fields;
  }

  /** What fills the same column; the path may come from three variables, the time from three. */
  private static Object column(Field field) {
    return field.isTime() ? "ts" : field == Field.PATH ? Field.URI : field;
  }

  private static Variable better(Variable a, Variable b) {
    return order(b) < order(a) ? b : a;
  }

  /** The finest time is best; else the order in which {@link Variables} names them. */
  private static int order(Variable variable) {
    return variable.field.isTime() ? -Variables.rank(variable.name) : Variables.rank(variable.name);
  }

  private static Field loser(Field field) {
    return ADDRESSES.contains(field) ? Field.ADDRESS_ATTRIBUTE : Field.ATTRIBUTE;
  }
}
