package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of commits of one table, as one coordinator continues it. Every append is idempotent by
 * its commit id and guarded by the commit that this coordinator saw last.
 */
final class TableLine {
  private static final Logger LOG = LoggerFactory.getLogger(TableLine.class);

  private final LakeTables kind;
  private final Table table;
  private final String pipeline;
  private final Backoff backoff;
  private String lastCommit;

  /**
   * @param lastCommit id of the commit that the next append must follow
   */
  TableLine(LakeTables kind, Table table, String pipeline, String lastCommit, Backoff backoff) {
    this.kind = kind;
    this.table = table;
    this.pipeline = pipeline;
    this.lastCommit = lastCommit;
    this.backoff = backoff;
  }

  LakeTables kind() {
    return kind;
  }

  Table table() {
    return table;
  }

  /** Looks at the table as it is now: has this commit landed? */
  boolean holds(long seq, String commitId) {
    table.refresh();
    return Tag.downTo(table, seq).stream().anyMatch(tag -> tag.commitId().equals(commitId));
  }

  /** The newest commit, which must be the one that this coordinator saw last. */
  Tag head() {
    table.refresh();
    Tag newest = Tag.newest(table);
    if (!newest.commitId().equals(lastCommit)) {
      throw new FencedException(kind.tableName(), newest.commitId(), lastCommit);
    }
    return newest;
  }

  /**
   * Appends the files, or nothing but the keys, as the next commit of this table.
   *
   * @param keys asked for at each attempt
   */
  void append(long seq, String commitId, List<DataFile> files, Supplier<Map<String, String>> keys) {
    backoff.run(
        "Commit " + seq + " to " + kind.tableName(),
        () -> {
          if (!holds(seq, commitId)) {
            tryAppend(seq, commitId, files, keys.get());
          }
        });
    lastCommit = commitId;
  }

  private void tryAppend(
      long seq, String commitId, List<DataFile> files, Map<String, String> keys) {
    AppendFiles append = files.isEmpty() ? table.newFastAppend() : table.newAppend();
    files.forEach(append::appendFile);
    append.set(SnapshotKeys.PIPELINE, pipeline);
    append.set(SnapshotKeys.SEQ, Long.toString(seq));
    append.set(SnapshotKeys.COMMIT, commitId);
    keys.forEach(append::set);
    append.validateWith(ParentGuard.ofCommit(lastCommit, commitId));
    try {
      append.commit();
    } catch (AlreadyLandedException e) {
      LOG.info("commit {} has landed in {} already", seq, kind.tableName());
    } catch (ValidationException e) {
      if (!holds(seq, commitId)) {
        throw new FencedException(kind.tableName(), Tag.newest(table).commitId(), lastCommit);
      }
    }
  }
}
