package io.tailwater.pipeline.parse;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A log format, compiled: the text before the first variable, then variables and what ends each.
 *
 * <p>Formats are the presets {@code combined} and {@code common}, or the text of an nginx {@code
 * log_format}. The preset {@code combined} also reads the quoted {@code $http_x_forwarded_for} that
 * nginx's packaged configuration adds at the end under the name {@code main}.
 */
public final class LogFormat implements LineFormat {
  private static final long serialVersionUID = 1L;
  private static final String COMMON =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent";
  private static final String COMBINED = COMMON + " \"$http_referer\" \"$http_user_agent\"";
  private static final String FORWARDED = " \"$http_x_forwarded_for\"";
  private static final Map<String, String> PRESETS = Map.of("combined", COMBINED, "common", COMMON);

  private final String text;
  private final byte[] head;
  private final Step[] steps;
  private final LogFormat tail;

  LogFormat(String text, byte[] head, Step[] steps, LogFormat tail) {
    this.text = text;
    this.head = head;
    this.steps = steps;
    this.tail = tail;
  }

  /**
   * Compiles a preset's name, the text of a format, or nginx's whole {@code log_format} statement.
   *
   * @throws FormatException in one sentence, when a variable is not known, two variables touch so
   *     that their border cannot be told, or no variable is a time
   */
  public static LogFormat compile(String format) {
    Objects.requireNonNull(format, "format");
    String text = PRESETS.getOrDefault(format.strip(), LogFormatDirective.text(format));
    LogFormat compiled = new FormatCompiler(text).compile();
    if (!text.equals(COMBINED)) {
      return compiled;
    }
    LogFormat tail = new FormatCompiler(FORWARDED).compileTail();
    return new LogFormat(compiled.text, compiled.head, compiled.steps, tail);
  }

  /** The text that was compiled; a preset's own text for a preset. */
  @Override
  public String text() {
    return text;
  }

  /** The variables in order, without {@code $}. */
  public List<String> variables() {
    return List.of(steps).stream().map(Step::variable).toList();
  }

  @Override
  public boolean has(String variable) {
    return variables().contains(variable);
  }

  @Override
  public boolean fillsHost(String variable) {
    return List.of(steps).stream()
        .anyMatch(step -> step.field() == Field.HOST && step.variable().equals(variable));
  }

  byte[] head() {
    return head;
  }

  Step[] steps() {
    return steps;
  }

  /** What may stand after a whole line of this format; null when nothing may. */
  LogFormat tail() {
    return tail;
  }

  @Override
  public String toString() {
    return text;
  }
}
