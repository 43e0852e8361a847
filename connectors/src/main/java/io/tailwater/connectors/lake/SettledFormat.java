package io.tailwater.connectors.lake;

import java.util.List;

/**
 * How the lines of a source are read that leaves it to a look at them.
 *
 * @param format as the configuration names it
 * @param columns what the values of a row are called, for csv; empty for other formats
 * @param delimiter what stands between two of them
 */
public record SettledFormat(String format, List<String> columns, char delimiter) {
  public SettledFormat {
    columns = List.copyOf(columns);
  }
}
