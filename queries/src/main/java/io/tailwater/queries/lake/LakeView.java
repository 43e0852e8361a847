package io.tailwater.queries.lake;

import java.util.List;

/**
 * A view that people's own SQL can name.
 *
 * @param name its name
 * @param description what a row is
 * @param madeFrom names of the tables and views that it reads
 * @param columns its columns, in order; columns that a configuration has added may follow them
 */
public record LakeView(
    String name, String description, List<String> madeFrom, List<Column> columns) {

  public LakeView {
    madeFrom = List.copyOf(madeFrom);
    columns = List.copyOf(columns);
  }

  /**
   * A column of a view.
   *
   * @param name its name
   * @param type as DuckDB names it
   * @param description what it holds
   */
  public record Column(String name, String type, String description) {}

  static Column column(String name, String type, String description) {
    return new Column(name, type, description);
  }
}
