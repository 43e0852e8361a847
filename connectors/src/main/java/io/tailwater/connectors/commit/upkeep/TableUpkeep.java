package io.tailwater.connectors.commit.upkeep;

/**
 * What upkeep did to a table, or would do.
 *
 * @param table name of the table
 * @param filesBefore data files that were merged
 * @param filesAfter data files that took their place
 * @param rowsBefore rows that were merged
 * @param rowsAfter rows that took their place: fewer in the rollups, where those of one key add up
 * @param bytesBefore size of the files that were merged
 * @param bytesAfter size of those that took their place; 0 in a dry run, which writes none
 * @param snapshots snapshots that expired
 * @param orphans files deleted that nothing names
 * @param filesRemoved data files of which the days are over for which they are kept
 * @param rowsRemoved rows of these that went
 */
public record TableUpkeep(
    String table,
    int filesBefore,
    int filesAfter,
    long rowsBefore,
    long rowsAfter,
    long bytesBefore,
    long bytesAfter,
    int snapshots,
    int orphans,
    int filesRemoved,
    long rowsRemoved) {

  static TableUpkeep none(String table) {
    return new TableUpkeep(table, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  static TableUpkeep expired(String table, int snapshots) {
    return new TableUpkeep(table, 0, 0, 0, 0, 0, 0, snapshots, 0, 0, 0);
  }

  static TableUpkeep deleted(String table, int orphans) {
    return new TableUpkeep(table, 0, 0, 0, 0, 0, 0, 0, orphans, 0, 0);
  }

  static TableUpkeep removed(String table, int files, long rows) {
    return new TableUpkeep(table, 0, 0, 0, 0, 0, 0, 0, 0, files, rows);
  }

  /** True when nothing was to be done. */
  public boolean isNone() {
    return filesBefore == 0 && snapshots == 0 && orphans == 0 && filesRemoved == 0;
  }

  /** Both, of the same table. */
  public TableUpkeep and(TableUpkeep other) {
    return new TableUpkeep(
        table,
        filesBefore + other.filesBefore,
        filesAfter + other.filesAfter,
        rowsBefore + other.rowsBefore,
        rowsAfter + other.rowsAfter,
        bytesBefore + other.bytesBefore,
        bytesAfter + other.bytesAfter,
        snapshots + other.snapshots,
        orphans + other.orphans,
        filesRemoved + other.filesRemoved,
        rowsRemoved + other.rowsRemoved);
  }
}
