import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * DuckDB alone, from a text log to Parquet: {@code FILE csv|regexp FOLDER THREADS}. Writes the events
 * and, of that file, the hourly counts. Read as CSV with blanks between, which is how its users read
 * such logs fastest, or each line by one regular expression.
 */
final class DuckDb {
  private static final String CSV =
      "SELECT c0 AS client_ip, c2 AS user_name, substr(c3, 2) AS logged, c5 AS request, c6 AS status,"
          + " c7 AS bytes, c8 AS referer, c9 AS user_agent, c10 AS took FROM read_csv('%s', delim = ' ',"
          + " quote = '\"', escape = '', header = false, nullstr = '-', auto_detect = false, columns ="
          + " {'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR', 'c4': 'VARCHAR',"
          + " 'c5': 'VARCHAR', 'c6': 'INT', 'c7': 'BIGINT', 'c8': 'VARCHAR', 'c9': 'VARCHAR',"
          + " 'c10': 'DOUBLE'})";

  private static final String REGEXP =
      "SELECT f.client_ip, nullif(f.user_name, '-') AS user_name, f.logged, f.request,"
          + " f.status::INT AS status, f.bytes::BIGINT AS bytes, nullif(f.referer, '-') AS referer,"
          + " nullif(f.user_agent, '-') AS user_agent, try_cast(f.took AS DOUBLE) AS took FROM (SELECT"
          + " regexp_extract(line, '^(\\S+) - (\\S+) \\[([^\\] ]*) [^\\]]*\\] \"([^\"]*)\" (\\d{3}) (\\d+)"
          + " \"([^\"]*)\" \"([^\"]*)\" ([\\d.]+|-)$', ['client_ip', 'user_name', 'logged', 'request',"
          + " 'status', 'bytes', 'referer', 'user_agent', 'took']) AS f FROM read_csv('%s',"
          + " delim = chr(1), quote = '', escape = '', header = false, auto_detect = false,"
          + " columns = {'line': 'VARCHAR'}))";

  private static final String EVENTS =
      "COPY (SELECT strptime(logged, '%%d/%%b/%%Y:%%H:%%M:%%S')::TIMESTAMPTZ AS ts, client_ip, user_name,"
          + " split_part(request, ' ', 1) AS method,"
          + " split_part(split_part(request, ' ', 2), '?', 1) AS path,"
          + " split_part(request, ' ', 3) AS protocol, status, bytes, took * 1000 AS latency_ms, referer,"
          + " user_agent, regexp_replace(path, '/\\d+', '/{id}', 'g') AS endpoint FROM (%s))"
          + " TO '%s' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)";

  private static final String HOURLY =
      "COPY (SELECT date_trunc('hour', ts) AS hour, endpoint, method, status, count(*) AS requests,"
          + " sum(bytes)::BIGINT AS bytes, count(latency_ms) AS latency_count,"
          + " sum(latency_ms) AS latency_sum_ms, min(latency_ms) AS latency_min_ms,"
          + " max(latency_ms) AS latency_max_ms FROM '%s' GROUP BY ALL) TO '%s' (FORMAT parquet)";

  private DuckDb() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[2]));
    Path events = Files.createDirectories(folder.resolve("events")).resolve("data.parquet");
    Path hourly = Files.createDirectories(folder.resolve("hourly")).resolve("data.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckdb.createStatement()) {
      sql.execute("SET threads = " + args[3]);
      sql.execute("SET TimeZone = 'UTC'");
      sql.execute("SET preserve_insertion_order = false");
      String lines = (args[1].equals("csv") ? CSV : REGEXP).formatted(args[0]);
      sql.execute(EVENTS.formatted(lines, events));
      sql.execute(HOURLY.formatted(events, hourly));
    }
  }
}
