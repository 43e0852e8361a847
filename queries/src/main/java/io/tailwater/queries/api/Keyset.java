package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.util.List;

/**
 * An order of rows that tells each from all others, so that a page can begin after a row without
 * counting those before it.
 *
 * @param keys what rows are ordered by, first things first
 */
record Keyset(List<Key> keys) {

  /**
   * @param sql an expression that is never null
   * @param descending whether the largest comes first
   */
  record Key(String sql, boolean descending) {}

  /** For an ORDER BY clause. */
  String order() {
    return String.join(
        ", ", keys.stream().map(k -> k.sql() + (k.descending() ? " DESC" : "")).toList());
  }

  /** The condition that a row comes after another, begun with {@code AND}. */
  Sql after(List<Object> values) {
    int last = keys.size() - 1;
    Sql after = beyond(keys.get(last), values.get(last));
    for (int i = last - 1; i >= 0; i--) {
      Sql equal = Sql.of(keys.get(i).sql() + " = ?", values.get(i));
      after =
          Sql.of("(")
              .add(beyond(keys.get(i), values.get(i)))
              .add(" OR (")
              .add(equal)
              .add(" AND ")
              .add(after)
              .add("))");
    }
    return Sql.of(" AND ").add(after);
  }

  private static Sql beyond(Key key, Object value) {
    return Sql.of(key.sql() + (key.descending() ? " < ?" : " > ?"), value);
  }
}
