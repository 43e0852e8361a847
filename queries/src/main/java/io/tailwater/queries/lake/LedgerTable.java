package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LossReason;
import io.tailwater.connectors.lake.StreamName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The ledger in DuckDB's memory, taken apart so that sums touch little:
 *
 * <ul>
 *   <li>{@code streams}: each stream once: its source and name, the {@code log} and {@code file}
 *       that it is a generation of, and its {@code epoch}, which counts how often the file had been
 *       cut before;
 *   <li>{@code ledger}: the rows, with {@code stream} as the id of one of them. Of the evidence
 *       only {@code inflated} is kept, the bytes unpacked so far; {@code unknown_loss} is true
 *       where more may be lost than {@code lost} says.
 * </ul>
 *
 * Both have {@code loaded}, the number of the load that brought a row. A stream that is no
 * generation of a log is its own log and file, of epoch 0. Rows that say that a source had no file
 * at its first look are left out.
 */
final class LedgerTable {
  private static final String ROWS =
      "* EXCLUDE (evidence),"
          + " try_cast(nullif(regexp_extract(evidence, '\"inflated\" *: *([0-9]+)', 1), '') AS BIGINT)"
          + " AS inflated, coalesce(regexp_matches(loss_reason, "
          + Sql.literal(LossReason.UNKNOWN_SIZE)
          + "), false) AS unknown_loss";

  private LedgerTable() {}

  /** Makes the tables, empty; replaces those that are there. */
  static void create(Connection writer) throws SQLException {
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE streams (id INTEGER, source VARCHAR, stream VARCHAR, log VARCHAR,"
            + " file VARCHAR, epoch BIGINT, loaded INTEGER)");
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE ledger AS SELECT 0 AS stream, 0 AS loaded, * EXCLUDE (source, stream) FROM"
            + " (SELECT "
            + ROWS
            + " FROM "
            + ParquetRelation.of(LakeTables.LEDGER.schema(), List.of())
            + ")");
  }

  /**
   * Adds the rows of some files.
   *
   * @param loaded what the rows are marked with
   */
  static void append(Connection writer, List<String> files, long loaded) throws SQLException {
    if (files.isEmpty()) {
      return;
    }
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TEMP TABLE added AS SELECT "
            + ROWS
            + " FROM "
            + ParquetRelation.of(LakeTables.LEDGER.schema(), files)
            + " WHERE NOT ends_with(stream, "
            + Sql.literal(StreamName.OF_NOTHING)
            + ")");
    DuckDb.run(
        writer,
        "INSERT INTO streams SELECT ((SELECT count(*) FROM streams) + row_number() OVER ()), source,"
            + " stream, coalesce(nullif(name.log, ''), stream), coalesce(nullif(name.file, ''),"
            + " stream), coalesce(try_cast(name.epoch AS BIGINT), 0), "
            + loaded
            + " FROM (SELECT source, stream,"
            + " regexp_extract(stream, "
            + Sql.literal(StreamName.OF_LOG)
            + ", ['file', 'log', 'epoch']) AS name FROM (SELECT source, stream FROM added"
            + " EXCEPT SELECT source, stream FROM streams))");
    DuckDb.run(
        writer,
        "INSERT INTO ledger SELECT id, "
            + loaded
            + ", added.* EXCLUDE (source, stream) FROM added"
            + " JOIN streams USING (source, stream)");
    DuckDb.run(writer, "DROP TABLE added");
  }
}
