package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * A snapshot that carries the lake's keys. Only ancestors of the current snapshot are looked at: a
 * table also lists orphans, which a rollback left behind.
 *
 * @param snapshotId the snapshot
 * @param seq number of the commit, 0 and above
 * @param commitId unique id of the commit
 */
public record Tag(long snapshotId, long seq, String commitId) {

  /** The newest tagged snapshot, looking from the newest ancestor on. */
  static Optional<Tag> newest(Iterable<Snapshot> ancestors) {
    return newestSnapshot(ancestors).map(Tag::of);
  }

  /** The newest tagged snapshot of a table that the lake has set up. */
  static Tag newest(Table table) {
    return of(newestSnapshot(table));
  }

  /**
   * The newest tagged snapshot of a table that the lake has set up.
   *
   * @throws CommitRefusedException when there is none
   */
  public static Snapshot newestSnapshot(Table table) {
    return newestSnapshot(SnapshotUtil.currentAncestors(table))
        .orElseThrow(
            () ->
                new CommitRefusedException(
                    "Table "
                        + table.name()
                        + " has no commit of a pipeline: it was not made by this lake, or all its"
                        + " snapshots expired"));
  }

  private static Optional<Snapshot> newestSnapshot(Iterable<Snapshot> ancestors) {
    for (Snapshot snapshot : ancestors) {
      if (snapshot.summary().containsKey(SnapshotKeys.COMMIT)) {
        return Optional.of(snapshot);
      }
    }
    return Optional.empty();
  }

  /** Tags of a table, newest first, down to and including the first older than {@code seq}. */
  static List<Tag> downTo(Table table, long seq) {
    List<Tag> tags = new ArrayList<>();
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (snapshot.summary().containsKey(SnapshotKeys.COMMIT)) {
        Tag tag = of(snapshot);
        tags.add(tag);
        if (tag.seq < seq) {
          break;
        }
      }
    }
    return tags;
  }

  /** The run that made a commit, by the commit's id; that of a lake just made is its own. */
  public static String runOf(String commitId) {
    return commitId.split("-", 2)[0];
  }

  private static Tag of(Snapshot snapshot) {
    return new Tag(
        snapshot.snapshotId(),
        Long.parseLong(snapshot.summary().get(SnapshotKeys.SEQ)),
        snapshot.summary().get(SnapshotKeys.COMMIT));
  }
}
