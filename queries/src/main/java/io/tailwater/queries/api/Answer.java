package io.tailwater.queries.api;

import java.sql.SQLException;
import java.util.Set;

/** One kind of answer. */
interface Answer {

  /** Names of the parameters it takes. */
  Set<String> parameters();

  /** Computes it. */
  Result answer(Inquiry inquiry) throws SQLException;

  /**
   * What came out.
   *
   * @param body a record whose components are the answer's fields
   * @param facts what it is about; null when it is about no range
   * @param truncated whether a limit left something out
   */
  record Result(Record body, Facts facts, boolean truncated) {}
}
