package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import java.util.List;
import java.util.Set;

/** The snapshots of a table that are kept. */
final class SnapshotsAnswer implements Answer {

  /**
   * The answer's fields.
   *
   * @param table its name
   * @param items newest first
   */
  record Body(String table, List<SnapshotInfo> items) {}

  @Override
  public Set<String> parameters() {
    return Set.of(TableAnswer.TABLE, "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) {
    LakeTables table = TableAnswer.table(inquiry);
    long limit = inquiry.parameters().whole("limit", 100, 1, 10_000);
    List<SnapshotInfo> all = SnapshotInfo.newestFirst(inquiry.session().lake(), table);
    List<SnapshotInfo> items = all.stream().limit(limit).toList();
    return new Result(new Body(table.tableName(), items), null, true, all.size() > items.size());
  }
}
