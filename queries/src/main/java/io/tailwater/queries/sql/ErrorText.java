package io.tailwater.queries.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** DuckDB's messages without what they say of this machine. */
final class ErrorText {
  private static final int LONGEST = 2000;

  private ErrorText() {}

  /** The same failure with a message for users. */
  static SQLException clean(SQLException e, List<String> files, Path temporary) {
    if (e instanceof SQLTimeoutException) {
      return e;
    }
    String message = String.valueOf(e.getMessage());
    int advice = message.indexOf("\nPossible solutions:");
    message = advice < 0 ? message : message.substring(0, advice);
    for (String directory : directories(files, temporary)) {
      message = message.replaceAll(Pattern.quote(directory) + "[^\\s\"']*", "…");
    }
    message =
        message.contains("Java heap space")
            ? "Rows are larger than a query may take"
            : message.strip();
    return new SQLException(
        message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…", e);
  }

  private static Set<String> directories(List<String> files, Path temporary) {
    Set<String> directories = new TreeSet<>(Comparator.reverseOrder());
    directories.add(temporary.toString());
    directories.add(System.getProperty("user.home"));
    for (String file : files) {
      directories.add(Path.of(file).getParent().toString());
    }
    directories.removeIf(directory -> directory.length() < 2);
    return directories;
  }
}
