import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is in tables, so that two programs' can be compared: {@code EVENTS HOURLY}, each a
 * pattern of Parquet files or {@code -}. Prints requests and bytes by hour and status; fails where the
 * two tables disagree.
 */
final class TableCounts {
  private TableCounts() {}

  public static void main(String[] args) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      List<String> events = args[0].equals("-") ? null : counts(duckdb, args[0], "ts", "count(*)");
      List<String> hourly =
          args[1].equals("-") ? null : counts(duckdb, args[1], "hour", "sum(requests)::BIGINT");
      if (events != null && hourly != null && !events.equals(hourly)) {
        System.err.println("events say " + events + "\nhourly says " + hourly);
        System.exit(1);
      }
      (events == null ? hourly : events).forEach(System.out::println);
    }
  }

  private static List<String> counts(Connection duckdb, String files, String time, String requests)
      throws Exception {
    List<String> rows = new ArrayList<>();
    try (Statement sql = duckdb.createStatement();
        ResultSet result =
            sql.executeQuery(
                ("SELECT (floor(epoch(%s) / 3600) * 3600)::BIGINT AS h, status, %s,"
                        + " sum(bytes)::BIGINT FROM read_parquet('%s') GROUP BY ALL ORDER BY ALL")
                    .formatted(time, requests, files))) {
      while (result.next()) {
        rows.add(
            result.getLong(1) + " " + result.getInt(2) + " " + result.getLong(3) + " "
                + result.getLong(4));
      }
    }
    return rows;
  }
}
