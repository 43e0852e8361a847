package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The ledger in DuckDB's memory, without its evidence, which no answer needs. */
final class LedgerTable {
  private static final String COLUMNS = "* EXCLUDE (evidence)";

  private LedgerTable() {}

  /** Makes the table, empty; replaces one that is there. */
  static void create(Connection writer) throws SQLException {
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE ledger AS SELECT "
            + COLUMNS
            + " FROM "
            + ParquetRelation.of(LakeTables.LEDGER.schema(), List.of()));
  }

  /** Adds the rows of some files. */
  static void append(Connection writer, List<String> files) throws SQLException {
    if (!files.isEmpty()) {
      DuckDb.run(
          writer,
          "INSERT INTO ledger SELECT "
              + COLUMNS
              + " FROM "
              + ParquetRelation.of(LakeTables.LEDGER.schema(), files));
    }
  }
}
