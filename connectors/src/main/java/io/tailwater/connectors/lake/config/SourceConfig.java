package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.AddedColumns;
import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.LakeTables;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One source of lines: where they come from and how they are read.
 *
 * @param id name of the source in the lake, unique in the configuration
 * @param service value of the service column where a line has none; {@code $host} takes the line's
 *     host
 * @param format {@code combined}, {@code common}, {@code json}, {@code otlp_json}, {@code csv},
 *     {@code logfmt}, {@code auto} or an nginx log_format string, verbatim
 * @param timezone zone of times that carry no offset
 * @param keepRaw whether events keep the original line
 * @param fields what named fields mean, {@code a.b} for nested ones, beyond the names that are
 *     known
 * @param columns fields that get a column of their own, with its type
 * @param csv how rows look, for the format csv
 * @param input where the lines come from
 */
public record SourceConfig(
    String id,
    String service,
    String format,
    ZoneId timezone,
    boolean keepRaw,
    Map<String, FieldMeaning> fields,
    Map<String, ColumnType> columns,
    CsvConfig csv,
    SourceInput input)
    implements Serializable {

  /** Formats whose lines have fields with names. */
  private static final Set<String> NAMED = Set.of("json", "csv", "logfmt", "otlp_json");

  public SourceConfig {
    Require.name("id", id);
    Require.text("service", service);
    Require.text("format", format);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (input instanceof HttpInput && !format.equals("json")) {
      throw ConfigException.invalid("format", "json where type is http", format);
    }
    if (input instanceof KafkaInput topic && topic.gateway() && !format.equals("json")) {
      throw ConfigException.invalid("format", "json where gateway is true", format);
    }
    requireNames("columns", columns, format);
    requireNames("fields", fields, format);
    requireColumns(columns, fields);
    if (!csv.equals(CsvConfig.DEFAULT) && !format.strip().equals("csv")) {
      throw ConfigException.invalid("csv", "left out unless the format is csv", "given");
    }
  }

  /**
   * The same source with a format settled by a look at its lines; what only formats with names take
   * goes when the format has none.
   */
  public SourceConfig withFormat(String settled, CsvConfig shape) {
    boolean named = NAMED.contains(settled);
    return new SourceConfig(
        id,
        service,
        settled,
        timezone,
        keepRaw,
        named ? fields : Map.of(),
        named ? columns : Map.of(),
        shape,
        input);
  }

  private static void requireColumns(
      Map<String, ColumnType> columns, Map<String, FieldMeaning> fields) {
    Map<String, String> fieldOf = new HashMap<>();
    for (String field : columns.keySet()) {
      String name = AddedColumns.nameOf(field);
      String before = fieldOf.put(name, field);
      if (before != null) {
        throw ConfigException.invalid(
            "columns." + field, "unlike " + before + ", whose column is " + name + " too", field);
      }
      if (fields.containsKey(field)) {
        throw ConfigException.invalid("columns." + field, "left out of fields or here", "in both");
      }
      if (LakeTables.EVENTS.schema().findField(name) != null) {
        throw ConfigException.invalid(
            "columns." + field, "another name than the column " + name + " that events has", field);
      }
    }
  }

  private static void requireNames(String key, Map<String, ?> byName, String format) {
    if (!byName.isEmpty() && !(NAMED.contains(format.strip()) || format.strip().equals("auto"))) {
      throw ConfigException.invalid(
          key,
          "empty unless the format is json, csv, logfmt, otlp_json or auto",
          String.join(", ", byName.keySet()));
    }
  }
}
