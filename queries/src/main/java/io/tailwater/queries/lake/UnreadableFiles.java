package io.tailwater.queries.lake;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.regex.Pattern;

/**
 * What DuckDB says when a data file is missing or damaged, in a query of ours. A user's own query
 * may make it say the same of anything.
 */
final class UnreadableFiles {
  /** It names the file, or what it stumbled over; no fault of a query is an "Invalid Error". */
  private static final Pattern DAMAGED =
      Pattern.compile("\\.parquet[\"']|^Invalid Error:|[Dd]ecompress|[Cc]orrupt");

  private UnreadableFiles() {}

  /**
   * Does nothing unless it is for a file that DuckDB failed.
   *
   * @throws UnreadableLakeException which says what is known of it
   */
  static void refuse(SQLException failure) {
    MissingFiles.refuse(failure);
    String message = String.valueOf(failure.getMessage());
    if (!(failure instanceof SQLTimeoutException) && DAMAGED.matcher(message).find()) {
      throw new UnreadableLakeException(
          "A data file of the lake cannot be read: " + message, failure);
    }
  }
}
