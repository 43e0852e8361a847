package io.tailwater.queries.rows;

/**
 * An answer that says itself what its rows are. Others are read off their records by {@link
 * BodyRows}; this is for those whose numbers lie in columns, or whose columns depend on the
 * question.
 */
public interface Tabular {

  /** The answer's numbers as rows, one a thing that they are about. */
  Rows rows();
}
