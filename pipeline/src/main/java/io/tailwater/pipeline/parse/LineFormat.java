package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.config.FieldMeaning;
import java.io.Serializable;
import java.util.Map;

/** How the lines of a source are read, compiled. */
public sealed interface LineFormat extends Serializable permits LogFormat, FieldFormat {

  /**
   * Compiles a format.
   *
   * @param format {@code json}, or what {@link LogFormat#compile} takes
   * @param fields what named fields are configured to mean; empty for a format without names
   * @throws FormatException in one sentence, when it makes no sense
   */
  static LineFormat compile(String format, Map<String, FieldMeaning> fields) {
    if (format.strip().equals(FieldFormat.Kind.JSON.word())) {
      return new FieldFormat(FieldFormat.Kind.JSON, fields);
    }
    return LogFormat.compile(format);
  }

  /** What was compiled, for people. */
  String text();

  /** True when a line may say what the variable, given without {@code $}, is. */
  boolean has(String variable);

  /** True when the variable, which the format has, goes to the host column. */
  boolean fillsHost(String variable);
}
