package io.tailwater.queries.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Cancels a statement when its time is over. DuckDB forgets that between two portions of rows that
 * are read, so readers ask.
 */
final class Deadline implements AutoCloseable {
  private final Timer timer = new Timer("sql-deadline", true);
  private final Duration longest;
  private volatile boolean passed;

  Deadline(Statement statement, Duration longest) {
    this.longest = longest;
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            passed = true;
            try {
              statement.cancel();
            } catch (SQLException e) {
              // It has ended by itself meanwhile.
              timer.cancel();
            }
          }
        },
        longest.toMillis());
  }

  /**
   * Does nothing as long as there is time.
   *
   * @throws SQLTimeoutException when it is over
   */
  void check() throws SQLTimeoutException {
    if (passed) {
      throw timeout();
    }
  }

  /** What a failure means: that the time was over, or what it says. */
  SQLException explain(SQLException e) {
    return passed
        ? new SQLTimeoutException("The query was ended after " + longest.toMillis() / 1000.0 + " s")
        : e;
  }

  @Override
  public void close() {
    timer.cancel();
  }

  private SQLTimeoutException timeout() {
    return new SQLTimeoutException(
        "The query was ended after " + longest.toMillis() / 1000.0 + " s");
  }
}
