package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.config.FieldMeaning;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A format whose lines bring fields with names. What a field means is told by its name.
 *
 * @param kind how a line is cut into fields
 * @param fields what fields are configured to mean, by their names, {@code a.b} for nested ones
 * @param columns fields that have a column of their own
 * @param csv how rows look; null for another kind
 */
public record FieldFormat(
    Kind kind, Map<String, FieldMeaning> fields, Map<String, OwnColumn> columns, CsvShape csv)
    implements LineFormat {
  private static final long serialVersionUID = 1L;

  /** How lines are cut into fields. */
  public enum Kind {
    /** A JSON object a line. */
    JSON("json"),
    /** A row of separated values a line. */
    CSV("csv"),
    /** Pairs as {@code name=value}, with spaces between them. */
    LOGFMT("logfmt"),
    /** A request of the OpenTelemetry protocol a line, with any number of log records. */
    OTLP_JSON("otlp_json");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As the configuration spells it. */
    public String word() {
      return word;
    }
  }

  public FieldFormat {
    if ((kind == Kind.CSV) != (csv != null)) {
      throw new IllegalArgumentException("Format csv, and no other, has a shape of rows");
    }
    if (csv != null && !hasTime(csv, fields, columns.keySet())) {
      throw new FormatException(
          "No column of the csv can be the time: want "
              + FieldFill.A_TIME
              + ", got "
              + String.join(", ", csv.columns()));
    }
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * True when a column of the rows is a time by its name.
   *
   * @param fields what fields are configured to mean
   * @param columns fields that have a column of their own
   */
  static boolean hasTime(CsvShape csv, Map<String, FieldMeaning> fields, Set<String> columns) {
    return csv.columns().stream().anyMatch(name -> isTime(name, fields, columns));
  }

  private static boolean isTime(
      String name, Map<String, FieldMeaning> fields, Set<String> columns) {
    FieldMeaning configured = fields.get(name);
    Meaning meaning = configured == null ? KnownFields.get(name) : Meaning.of(configured);
    return !columns.contains(name) && meaning != null && meaning.group() == Field.TIME;
  }

  /** The same for rows of another shape. */
  FieldFormat withCsv(CsvShape shape) {
    return new FieldFormat(kind, fields, columns, shape);
  }

  /** JSON lines without any configured field. */
  public static FieldFormat json() {
    return new FieldFormat(Kind.JSON, Map.of(), Map.of(), null);
  }

  @Override
  public String text() {
    return csv == null
        ? kind.word()
        : kind.word() + " of " + String.join(csv.delimiter() + " ", csv.columns());
  }

  @Override
  public boolean has(String variable) {
    return variable.equals("host");
  }

  @Override
  public boolean fillsHost(String variable) {
    return has(variable);
  }
}
