package io.tailwater.queries.lake;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A store's tables as an earlier load left them, under their own names. */
final class RecentViews {
  private RecentViews() {}

  /** Makes the views for one connection, which sees them instead of the tables. */
  static void create(PooledConnection connection, Published older) throws SQLException {
    connection.readAs(older);
    List<String> tables = new ArrayList<>(List.of("ledger", "streams"));
    for (Tier tier : Tier.values()) {
      tables.add(tier.counts());
      tables.add(tier.buckets());
    }
    StringBuilder views = new StringBuilder();
    for (String table : tables) {
      views
          .append("CREATE TEMP VIEW " + table + " AS SELECT * FROM memory.main." + table)
          .append(" WHERE loaded <= " + older.load() + ";");
    }
    connection.run(views.toString());
  }
}
