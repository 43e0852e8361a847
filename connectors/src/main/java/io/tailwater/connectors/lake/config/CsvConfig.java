package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.util.List;

/**
 * How rows of separated values look.
 *
 * @param columns names of the values in order; empty when the first line of a file names them
 * @param delimiter what stands between two values
 * @param headed whether a file's own header goes before {@code columns}; never in a configuration
 *     as it is written
 */
public record CsvConfig(List<String> columns, char delimiter, boolean headed)
    implements Serializable {
  /** Rows with commas, whose columns a header names. */
  public static final CsvConfig DEFAULT = new CsvConfig(List.of(), ',');

  /** As a configuration has it. */
  public CsvConfig(List<String> columns, char delimiter) {
    this(columns, delimiter, false);
  }

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
