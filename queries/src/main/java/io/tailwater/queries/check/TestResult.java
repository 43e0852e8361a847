package io.tailwater.queries.check;

import java.util.Locale;

/**
 * What came of a test on a column.
 *
 * @param test name of the test
 * @param table the table
 * @param column the column or columns
 * @param status what came of it
 * @param failures rows, hours or sources that fail it; 0 where it passes or is skipped
 * @param example one of them; null without any; for a skipped one why
 * @param seconds what it took
 */
public record TestResult(
    String test,
    String table,
    String column,
    Status status,
    long failures,
    String example,
    double seconds) {

  /** How a test ends. */
  public enum Status {
    /** Nothing fails. */
    PASS,
    /** Something fails. */
    FAIL,
    /** Something is odd, but may be right. */
    WARN,
    /** It cannot be told, such as where retention has removed rows. */
    SKIPPED;

    /** The name in output. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was found of a test.
   *
   * @param failures how much fails
   * @param example one that does; null without any
   */
  public record Found(long failures, String example) {
    Status status() {
      return failures == 0 ? Status.PASS : Status.FAIL;
    }
  }
}
