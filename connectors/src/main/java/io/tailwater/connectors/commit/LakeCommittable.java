package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.util.List;

/**
 * One commit of the lake, complete and numbered, waiting to be executed.
 *
 * @param seq number of the commit
 * @param commitId unique id, beginning with the run's
 * @param files new files of the data tables
 * @param entries one row a stream for the ledger
 * @param watermarkMicros no event before it is still expected, epoch microseconds; null while
 *     unknown
 */
public record LakeCommittable(
    long seq,
    String commitId,
    List<WrittenFile> files,
    List<LedgerEntry> entries,
    Long watermarkMicros) {

  public LakeCommittable {
    if (seq < 1) {
      throw new IllegalArgumentException("Commits count from 1, got " + seq);
    }
    for (WrittenFile file : files) {
      if (LakeTables.DATA.stream().noneMatch(t -> t.tableName().equals(file.table()))) {
        throw new IllegalArgumentException(
            "A commit brings files of the data tables, got one of '" + file.table() + "'");
      }
    }
    files = List.copyOf(files);
    entries = List.copyOf(entries);
  }

  /** Events that the ledger will account for. */
  long events() {
    return entries.stream().mapToLong(LedgerEntry::events).sum();
  }
}
