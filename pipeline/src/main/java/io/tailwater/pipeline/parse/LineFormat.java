package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.config.FieldMeaning;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** How the lines of a source are read, compiled. */
public sealed interface LineFormat extends Serializable permits LogFormat, FieldFormat {

  /**
   * Compiles a format.
   *
   * @param format {@code json}, {@code otlp_json}, {@code csv}, {@code logfmt}, or what {@link
   *     LogFormat#compile} takes
   * @param fields what named fields are configured to mean; empty for a format without names
   * @param columns fields that have a column of their own; empty for such a format
   * @param csv how rows look; null for another format
   * @throws FormatException in one sentence, when it makes no sense
   */
  static LineFormat compile(
      String format,
      Map<String, FieldMeaning> fields,
      Map<String, OwnColumn> columns,
      CsvShape csv) {
    return switch (format.strip()) {
      case "json" -> new FieldFormat(FieldFormat.Kind.JSON, fields, columns, null);
      case "csv" -> new FieldFormat(FieldFormat.Kind.CSV, fields, columns, csv);
      case "otlp_json" -> new FieldFormat(FieldFormat.Kind.OTLP_JSON, fields, columns, null);
      case "logfmt" -> new FieldFormat(FieldFormat.Kind.LOGFMT, fields, columns, null);
      default -> LogFormat.compile(format);
    };
  }

  /** The names of formats whose lines can be told by reading one. */
  static List<String> names() {
    return List.of("json", "otlp_json", "logfmt", "combined", "common");
  }

  /** What was compiled, for people. */
  String text();

  /** True when a line may say what the variable, given without {@code $}, is. */
  boolean has(String variable);

  /** True when the variable, which the format has, goes to the host column. */
  boolean fillsHost(String variable);
}
