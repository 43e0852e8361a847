package io.tailwater.queries.sql;

/**
 * What is looked at before a query is parsed: the parser recurses with the depth of brackets and
 * ends the process when its stack is full, and text that has more than one reading may be checked
 * in one and run in the other.
 */
final class SqlText {
  /** Longest query, characters. */
  static final int LONGEST = 100_000;

  private static final int DEEPEST = 200;

  private SqlText() {}

  /**
   * Does nothing unless the text is to be refused.
   *
   * @throws RefusedSqlException which says why
   */
  static void check(String sql) {
    if (sql.length() > LONGEST) {
      throw new RefusedSqlException(
          "A query has up to " + LONGEST + " characters, got " + sql.length());
    }
    int depth = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < sql.length()
              && Character.isLowSurrogate(sql.charAt(i + 1));
      if (paired) {
        i++;
      } else if (Character.isSurrogate(c) || c < ' ' && c != '\n' && c != '\r' && c != '\t') {
        throw new RefusedSqlException(
            "A query is text without control characters, got character %04x at %d"
                .formatted((int) c, i));
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth = Math.max(0, depth - 1);
      }
      if (depth > DEEPEST) {
        throw new RefusedSqlException("Brackets within brackets go up to " + DEEPEST + " deep");
      }
    }
  }
}
