package io.tailwater.connectors.commit.upkeep;

import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;

/** Puts one file in the place of several. */
final class Rewrite {
  private Rewrite() {}

  /**
   * @param read the snapshot in which the files were found
   * @return false when some of the files are not in the table any more, or others were always
   *     faster; the new file is deleted then
   */
  static boolean commit(Table table, long read, List<DataFile> old, DataFile merged) {
    boolean made =
        CarriedCommit.make(
            table,
            () -> {
              RewriteFiles rewrite = table.newRewrite();
              old.forEach(rewrite::deleteFile);
              rewrite.addFile(merged);
              // Its rows are as old as the newest of them, whenever they were merged.
              rewrite.dataSequenceNumber(
                  old.stream().mapToLong(DataFile::dataSequenceNumber).max().getAsLong());
              // Without it all of the table's history is looked through, which ends where snapshots
              // expired.
              return rewrite.validateFromSnapshot(read);
            });
    if (!made) {
      table.io().deleteFile(merged.location());
    }
    return made;
  }
}
