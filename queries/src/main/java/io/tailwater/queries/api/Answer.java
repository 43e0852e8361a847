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
   * @param range the range it is about; null when it is about none
   * @param whole false when retention may have removed something of what it is made of
   * @param truncated whether a limit left something out
   */
  record Result(Record body, TimeRange range, boolean whole, boolean truncated) {

    Result(Record body, Facts facts, boolean truncated) {
      this(body, facts.range(), facts.areWhole(), truncated);
    }
  }
}
