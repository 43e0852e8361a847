package io.tailwater.queries.sql;

import java.util.HashSet;
import java.util.Set;

/**
 * The names that may stand after FROM at one place of a query: the lake's views, and the WITH names
 * that DuckDB finds there. Exact, since a name that DuckDB does not find among them may be a file
 * or a table of its own catalog.
 */
final class TableNames {
  private final Set<String> views;
  private final Set<String> reserved;
  private final Set<String> with;

  /**
   * The names outside of every WITH.
   *
   * @param views the lake's
   * @param reserved those of DuckDB's own catalog, which a WITH may not take
   */
  TableNames(Set<String> views, Set<String> reserved) {
    this(views, reserved, Set.of());
  }

  private TableNames(Set<String> views, Set<String> reserved, Set<String> with) {
    this.views = views;
    this.reserved = reserved;
    this.with = with;
  }

  /** These names and one more. */
  TableNames and(String name) {
    String key = Allowed.key(name);
    if (!key.matches("[a-z_][a-z0-9_]{0,62}") || reserved.contains(key)) {
      throw new RefusedSqlException(
          "A name after WITH has letters, digits and _ only and is none of DuckDB's own, got '"
              + name
              + "'");
    }
    Set<String> more = new HashSet<>(with);
    more.add(key);
    return new TableNames(views, reserved, more);
  }

  boolean has(String name) {
    return with.contains(Allowed.key(name)) || isView(name);
  }

  boolean isView(String name) {
    return views.contains(Allowed.key(name));
  }

  Set<String> views() {
    return views;
  }
}
