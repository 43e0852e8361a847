package io.tailwater.queries.api;

/** What the positions of a stream count. */
public final class Unit {
  /** Positions in a file. */
  public static final String BYTES = "bytes";

  /** Offsets of a topic's partition. */
  public static final String RECORDS = "records";

  /** True, in SQL, of a log or stream that is no file: the name of a file is its path. */
  static final String IS_OF_RECORDS = "NOT starts_with(%s, '/')";

  /** A condition, over {@code ledger} or {@code heads}, on streams of records. */
  static final String STREAM_OF_RECORDS =
      "stream IN (SELECT id FROM streams WHERE " + IS_OF_RECORDS.formatted("streams.stream") + ")";

  private Unit() {}

  /** That of a log, by its name. */
  static String of(String log) {
    return log.startsWith("/") ? BYTES : RECORDS;
  }
}
