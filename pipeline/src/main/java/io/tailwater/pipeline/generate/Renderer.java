package io.tailwater.pipeline.generate;

import io.tailwater.pipeline.parse.FormatException;
import io.tailwater.pipeline.parse.LogFormat;
import java.util.List;

/** Writes requests as lines of one format. */
interface Renderer {
  /** Log records that an export request of a busy collector holds here. */
  int RECORDS_PER_LINE = 10;

  /**
   * The renderer of a format.
   *
   * @param format json, csv, logfmt, otlp_json, a preset, an nginx log_format or its statement
   * @param recordsPerLine how many requests share a line where a format has such lines, at least 1
   * @throws FormatException in one sentence, when it cannot be compiled
   */
  static Renderer of(String format, int recordsPerLine) {
    return switch (format.strip()) {
      case "json" -> NamedFormats.json();
      case "csv" -> NamedFormats.csv();
      case "logfmt" -> NamedFormats.logfmt();
      case "otlp_json" -> new OtlpRenderer(recordsPerLine);
      default -> new LineRenderer(LogFormat.compile(format), LineRenderer.hasJsonEscapes(format));
    };
  }

  /**
   * Takes a request. At most one line is added, with its line feed; none where requests share lines
   * and this one waits for others.
   */
  void render(Request request, LineBytes out);

  /** Adds the line of those that wait, if any do. */
  default void finish(LineBytes out) {}

  /** Adds the line that a file begins with, if it has one. */
  default void header(LineBytes out) {}

  /** What can be done to a line of the format so that it is certain to be none. */
  List<Defect> defects();
}
