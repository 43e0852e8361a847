package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.util.List;

/**
 * How rows of separated values look.
 *
 * @param columns names of the values in order; empty when the first line of a file names them
 * @param delimiter what stands between two values
 */
public record CsvConfig(List<String> columns, char delimiter) implements Serializable {
  /** Rows with commas, whose columns a header names. */
  public static final CsvConfig DEFAULT = new CsvConfig(List.of(), ',');

  public CsvConfig {
    columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      Require.text("csv.columns." + i, columns.get(i));
      if (columns.indexOf(columns.get(i)) != i) {
        throw ConfigException.invalid(
            "csv.columns." + i, "unlike the columns before it", columns.get(i));
      }
    }
  }
}
