import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import org.duckdb.DuckDBConnection;

/**
 * What one would build without sketches: DuckDB in this process, a table of hourly counts in its
 * memory, and for quantiles the events themselves, as Parquet and, when they fit, in memory too.
 */
final class AnswerClassic implements AutoCloseable {
  private static final long MOST_IN_MEMORY = 20_000_000;
  private static final String QUANTILES =
      "SELECT endpoint, count(*) AS requests, quantile_cont(latency_ms, [0.5, 0.95, 0.99]) FROM %s"
          + " WHERE ts >= ? AND ts < ? GROUP BY endpoint ORDER BY requests DESC";

  private final Connection root;
  private final String events;
  private final boolean inMemory;

  /** Loads the counts from the rollups and, of few enough events, those too. */
  AnswerClassic(Path warehouse, long events, int threads) throws SQLException {
    this.root = DriverManager.getConnection("jdbc:duckdb:");
    this.events = "read_parquet('" + warehouse + "/logs-files/events-*.parquet')";
    this.inMemory = events <= MOST_IN_MEMORY;
    try (Statement statement = root.createStatement()) {
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      statement.execute("SET GLOBAL threads = " + threads);
      statement.execute("SET GLOBAL memory_limit = '4GB'");
      statement.execute("SET GLOBAL temp_directory = '" + warehouse + ".spill'");
      statement.execute("SET GLOBAL max_temp_directory_size = '8GB'");
      statement.execute(
          "CREATE TABLE counts AS SELECT (epoch_us(hour) // 3600000000)::INTEGER AS hour, endpoint,"
              + " status, sum(requests)::BIGINT AS requests FROM read_parquet('"
              + warehouse
              + "/logs-files/requests_hourly-*.parquet') GROUP BY ALL ORDER BY hour, endpoint, status");
      if (inMemory) {
        statement.execute(
            "CREATE TABLE events AS SELECT ts, endpoint, latency_ms FROM " + this.events);
      }
    }
  }

  boolean hasEventsInMemory() {
    return inMemory;
  }

  String version() throws SQLException {
    return root.getMetaData().getDatabaseProductVersion();
  }

  long rows(String table) throws SQLException {
    try (Statement statement = root.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A statement of a connection of its own. */
  Prepared counts(String sql) throws SQLException {
    return new Prepared(sql, false);
  }

  Prepared quantilesOfParquet() throws SQLException {
    return new Prepared(QUANTILES.formatted(events), true);
  }

  Prepared quantilesOfMemory() throws SQLException {
    return new Prepared(QUANTILES.formatted("events"), true);
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }

  /** Asked again and again; not thread-safe. */
  final class Prepared implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement statement;
    private final boolean overEvents;

    private Prepared(String sql, boolean overEvents) throws SQLException {
      this.connection = root.unwrap(DuckDBConnection.class).duplicate();
      this.statement = connection.prepareStatement(sql);
      this.overEvents = overEvents;
    }

    /** Runs it and reads all of the result; the sum of the column {@code requests}. */
    long ask(AnswerQuestion.Variant variant) throws SQLException {
      if (overEvents) {
        statement.setObject(1, variant.from().atOffset(ZoneOffset.UTC));
        statement.setObject(2, variant.to().atOffset(ZoneOffset.UTC));
      } else {
        statement.setInt(1, hour(variant.from()));
        statement.setInt(2, hour(variant.to()));
        statement.setInt(3, variant.least());
        statement.setInt(4, variant.most());
      }
      long requests = 0;
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            rows.getObject(i);
          }
          requests += rows.getLong("requests");
        }
      }
      return requests;
    }

    private int hour(Instant time) {
      return (int) (time.getEpochSecond() / 3600);
    }

    @Override
    public void close() throws SQLException {
      statement.close();
      connection.close();
    }
  }
}
