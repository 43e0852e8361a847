package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
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
   * What an append brings.
   *
   * @param files new files; none makes an empty append
   * @param keys for the summary, beside those of every commit
   * @param seen the snapshot that it was made for, so that no erasure and no replay may have been
   *     recorded since; null where that does not matter
   */
  record Addition(List<DataFile> files, Map<String, String> keys, Long seen) {}

  /**
   * Appends the files, or nothing but the keys, as the next commit of this table.
   *
   * @param addition asked for at each attempt
   */
  void append(long seq, String commitId, Supplier<Addition> addition) {
    backoff.run(
        "Commit " + seq + " to " + kind.tableName(),
        () -> {
          if (!holds(seq, commitId)) {
            tryAppend(seq, commitId, addition.get());
          }
        });
    lastCommit = commitId;
  }

  private void tryAppend(long seq, String commitId, Addition addition) {
    AppendFiles append = addition.files.isEmpty() ? table.newFastAppend() : table.newAppend();
    addition.files.forEach(append::appendFile);
    append.set(SnapshotKeys.PIPELINE, pipeline);
    append.set(SnapshotKeys.SEQ, Long.toString(seq));
    append.set(SnapshotKeys.COMMIT, commitId);
    addition.keys.forEach(append::set);
    ParentGuard guard = ParentGuard.ofCommit(lastCommit, commitId);
    append.validateWith(addition.seen == null ? guard : new CutGuard(guard, addition.seen));
    try {
      append.commit();
    } catch (AlreadyLandedException e) {
      LOG.info("commit {} has landed in {} already", seq, kind.tableName());
    } catch (ValidationException e) {
      if (!holds(seq, commitId)) {
        head();
        throw new CommitFailedException(
            e, "An erasure or a replay was recorded in %s first", table.name());
      }
    }
  }
}
