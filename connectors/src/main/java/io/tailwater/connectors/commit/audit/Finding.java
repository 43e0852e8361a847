package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;

/**
 * A contradiction. What does not apply is null.
 *
 * @param check what was looked at
 * @param table name of the table
 * @param source id of the source
 * @param stream name of the stream
 * @param seq number of the commit
 * @param got what is there
 * @param want what should be
 * @param sentence all of it, for people
 */
public record Finding(
    Check check,
    String table,
    String source,
    String stream,
    Long seq,
    String got,
    String want,
    String sentence) {

  static Finding ofTable(Check check, LakeTables table, String got, String want, String sentence) {
    return new Finding(check, table.tableName(), null, null, null, got, want, sentence);
  }

  static Finding ofCommit(Check check, long seq, String got, String want, String sentence) {
    return new Finding(check, LakeTables.LEDGER.tableName(), null, null, seq, got, want, sentence);
  }

  static Finding ofStream(
      Check check,
      LakeTables table,
      AuditedStream stream,
      Long seq,
      String got,
      String want,
      String sentence) {
    return new Finding(
        check, table.tableName(), stream.source(), stream.stream(), seq, got, want, sentence);
  }
}
