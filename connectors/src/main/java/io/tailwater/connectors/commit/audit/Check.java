package io.tailwater.connectors.commit.audit;

/** What an audit looks at. The names are stored and compared by others: they do not change. */
public enum Check {
  /** A data file is there, and as long as the table says. */
  file,
  /** The numbers of the commits follow each other. */
  number,
  /** A range ends at or after its beginning, and no count is below zero. */
  range,
  /** Bytes of a stream between two ranges are in none. */
  gap,
  /** Bytes of a stream are in two ranges. */
  overlap,
  /** The ranges of a stream follow each other as their commits do. */
  order,
  /** Lines are events, rejects or filtered. */
  lines,
  /** A loss has a size and a reason. */
  loss,
  /** The table holds as many rows as the ledger counts in all. */
  total,
  /** The tables hold as many rows of a range as the ledger counts. */
  rows,
  /** A line is in the tables once. */
  duplicate,
  /** Every row is in the range of some commit. */
  stray,
  /** The rollups of an hour are those of its events. */
  hour
}
