package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One source of lines: where they come from and how they are read.
 *
 * @param id name of the source in the lake, unique in the configuration
 * @param service value of the service column where a line has none; {@code $host} takes the line's
 *     host
 * @param format {@code combined}, {@code common}, {@code json}, {@code csv} or an nginx log_format
 *     string, verbatim
 * @param timezone zone of times that carry no offset
 * @param keepRaw whether events keep the original line
 * @param fields what named fields mean, {@code a.b} for nested ones, beyond the names that are
 *     known
 * @param columns fields that get a column of their own, with its type
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
    SourceInput input)
    implements Serializable {

  /** Types of configured columns. */
  public enum ColumnType {
    STRING,
    LONG,
    DOUBLE,
    BOOLEAN
  }

  public SourceConfig {
    Require.name("id", id);
    Require.text("service", service);
    Require.text("format", format);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    requireNames("columns", columns, format);
    requireNames("fields", fields, format);
  }

  private static void requireNames(String key, Map<String, ?> byName, String format) {
    if (!byName.isEmpty() && !format.equals("json")) {
      throw ConfigException.invalid(
          key, "empty unless the format is json", String.join(", ", byName.keySet()));
    }
  }
}
