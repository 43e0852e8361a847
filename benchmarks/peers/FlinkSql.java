import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.types.Row;

/**
 * Stock Flink SQL with stock Iceberg sinks, from a file to tables: {@code FILE regex|json
 * events|rollup|both WAREHOUSE INTERVAL_SECONDS}. Columns are those that the log has; the rollup has
 * no percentiles, as SQL has none that add up. One embedded cluster of one slot, objects reused, which
 * is faster than the default. Each line goes through one regular expression once; the time alone is
 * read before it, by a function of its own, because a window needs it where the source is declared.
 */
public final class FlinkSql {
  /** Columns of the text log beside the time, with their types. */
  private static final String TEXT_COLUMNS =
      "client_ip STRING, user_name STRING, `method` STRING, path STRING, protocol STRING, status INT,"
          + " `bytes` BIGINT, latency_ms DOUBLE, referer STRING, user_agent STRING, endpoint STRING";

  private static final String JSON_COLUMNS =
      TEXT_COLUMNS
          + ", service STRING, host STRING, upstream_ms DOUBLE, region STRING, request_id STRING,"
          + " trace_id STRING, session_id STRING";

  private FlinkSql() {}

  public static void main(String[] args) throws Exception {
    String file = Path.of(args[0]).toUri().toString();
    boolean json = args[1].equals("json");
    String columns = json ? JSON_COLUMNS : TEXT_COLUMNS;
    String names = columns.replaceAll(" (STRING|INT|BIGINT|DOUBLE)", "");
    TableEnvironment sql = TableEnvironment.create(settings(args[3], args[4]));
    sql.createTemporarySystemFunction("log_time", LogTime.class);
    sql.createTemporarySystemFunction("parse_line", ParseLine.class);
    sql.createTemporarySystemFunction("endpoint_of", EndpointOf.class);
    sql.executeSql(json ? jsonLog(file) : textLog(file));
    sql.executeSql(
        json
            ? "CREATE TEMPORARY VIEW parsed AS SELECT `timestamp` AS ts, logged_at, `client.address` AS client_ip,"
                + " `user.name` AS user_name, `http.request.method` AS `method`, `url.path` AS path,"
                + " protocol, `http.response.status_code` AS status,"
                + " `http.response.body.size` AS `bytes`,"
                + " `http.server.request.duration` * 1000 AS latency_ms,"
                + " `http.request.referrer` AS referer, `user_agent.original` AS user_agent,"
                + " endpoint, `service.name` AS service,"
                + " `server.address` AS host, upstream_ms, `geo.country.iso_code` AS region,"
                + " `http.request.id` AS request_id, trace_id, `session.id` AS session_id FROM log"
            : "CREATE TEMPORARY VIEW parsed AS SELECT ts AS logged_at, ts, "
                + names.replaceAll("(`?\\w+`?)", "f.$1 AS $1") + " FROM log");
    createTables(sql, args[3], columns, json);
    String key = json ? "service, endpoint, `method`, status, region" : "endpoint, `method`, status";
    StatementSet statements = sql.createStatementSet();
    if (!args[2].equals("rollup")) {
      statements.addInsertSql(
          "INSERT INTO lake.logs.events SELECT CAST(ts AS TIMESTAMP_LTZ(6)), " + names + " FROM parsed");
    }
    if (!args[2].equals("events")) {
      statements.addInsertSql(
          "INSERT INTO lake.logs.hourly SELECT CAST(window_start AS TIMESTAMP(6)), "
              + key
              + ", COUNT(*), SUM(`bytes`), COUNT(latency_ms), SUM(latency_ms), MIN(latency_ms),"
              + " MAX(latency_ms) FROM TABLE(TUMBLE(TABLE parsed, DESCRIPTOR(logged_at), INTERVAL '1' HOUR))"
              + " GROUP BY window_start, window_end, "
              + key);
    }
    if (args.length > 5) {
      System.out.println(statements.explain());
      return;
    }
    statements.execute().await();
    System.exit(0); // Hadoop leaves threads behind
  }

  private static EnvironmentSettings settings(String warehouse, String seconds) {
    Configuration flink = new Configuration();
    for (String setting :
        List.of(
            "execution.runtime-mode: STREAMING",
            "execution.checkpointing.interval: " + seconds + "s",
            "execution.checkpointing.storage: filesystem",
            "execution.checkpointing.dir: " + Path.of(warehouse + ".checkpoints").toUri(),
            "parallelism.default: 1",
            "pipeline.object-reuse: true",
            "restart-strategy.type: none",
            "rest.bind-address: 127.0.0.1",
            "rest.bind-port: 0",
            "table.local-time-zone: UTC",
            "table.exec.source.idle-timeout: 0 ms",
            "taskmanager.numberOfTaskSlots: 1",
            "taskmanager.memory.managed.size: 64m")) {
      int colon = setting.indexOf(": ");
      flink.setString(setting.substring(0, colon), setting.substring(colon + 2));
    }
    return EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(flink).build();
  }

  private static String textLog(String file) {
    return "CREATE TEMPORARY TABLE log (line STRING, f AS parse_line(line), ts AS log_time(line), WATERMARK FOR ts AS ts - INTERVAL"
        + " '10' MINUTE) WITH ('connector' = 'filesystem', 'path' = '" + file + "', 'format' = 'raw')";
  }

  private static String jsonLog(String file) {
    return "CREATE TEMPORARY TABLE log (`timestamp` TIMESTAMP_LTZ(6), `client.address` STRING,"
        + " `user.name` STRING, `http.request.method` STRING, `url.path` STRING, protocol STRING,"
        + " `http.response.status_code` INT, `http.response.body.size` BIGINT,"
        + " `http.server.request.duration` DOUBLE, `http.request.referrer` STRING,"
        + " `user_agent.original` STRING, `service.name` STRING, `server.address` STRING,"
        + " upstream_ms DOUBLE, `geo.country.iso_code` STRING, `http.request.id` STRING, trace_id STRING, `session.id` STRING,"
        + " endpoint AS endpoint_of(`url.path`), logged_at AS CAST(`timestamp` AS TIMESTAMP_LTZ(3)), WATERMARK FOR logged_at AS logged_at - INTERVAL '10' MINUTE)"
        + " WITH ('connector' = 'filesystem', 'path' = '" + file + "', 'format' = 'json',"
        + " 'json.timestamp-format.standard' = 'ISO-8601')";
  }

  private static void createTables(TableEnvironment sql, String warehouse, String columns, boolean json) {
    sql.executeSql(
        "CREATE CATALOG lake WITH ('type' = 'iceberg', 'catalog-type' = 'hadoop', 'warehouse' = '"
            + Path.of(warehouse).toUri() + "')");
    sql.executeSql("CREATE DATABASE lake.logs");
    String parquet =
        " WITH ('format-version' = '2', 'write.parquet.compression-codec' = 'zstd',"
            + " 'write.parquet.compression-level' = '1')";
    sql.executeSql(
        "CREATE TABLE lake.logs.events (ts TIMESTAMP_LTZ(6), " + columns + ")" + parquet);
    sql.executeSql(
        "CREATE TABLE lake.logs.hourly (`hour` TIMESTAMP(6), "
            + (json
                ? "service STRING, endpoint STRING, `method` STRING, status INT, region STRING,"
                : "endpoint STRING, `method` STRING, status INT,")
            + " requests BIGINT, `bytes` BIGINT, latency_count BIGINT, latency_sum_ms DOUBLE,"
            + " latency_min_ms DOUBLE, latency_max_ms DOUBLE)" + parquet);
  }

  /** The time in brackets. */
  public static final class LogTime extends ScalarFunction {
    private static final long serialVersionUID = 1;
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

    public @DataTypeHint("TIMESTAMP_LTZ(3)") Instant eval(String line) {
      int at = line.indexOf('[');
      return OffsetDateTime.parse(line.substring(at + 1, line.indexOf(']', at)), TIME).toInstant();
    }
  }

  /** All else of a line, by one regular expression. */
  @FunctionHint(
      output =
          @DataTypeHint(
              "ROW<client_ip STRING, user_name STRING, `method` STRING, path STRING, protocol STRING,"
                  + " status INT, `bytes` BIGINT, latency_ms DOUBLE, referer STRING, user_agent STRING,"
                  + " endpoint STRING>"))
  public static final class ParseLine extends ScalarFunction {
    private static final long serialVersionUID = 1;
    private static final Pattern LINE =
        Pattern.compile(
            "(\\S+) - (\\S+) \\[[^\\]]*\\] \"(?:(\\S+) ([^ ?\"]+)\\S* (\\S+)|[^\"]*)\" (\\d{3}) (\\d+)"
                + " \"([^\"]*)\" \"([^\"]*)\" ([\\d.]+|-)");

    public Row eval(String line) {
      Matcher m = LINE.matcher(line);
      if (!m.matches()) {
        throw new IllegalArgumentException("no line of the log: " + line);
      }
      String path = m.group(4);
      String took = m.group(10);
      return Row.of(
                m.group(1),
                given(m.group(2)),
                m.group(3),
                path,
                m.group(5),
                Integer.valueOf(m.group(6)),
                Long.valueOf(m.group(7)),
                took.equals("-") ? null : Double.parseDouble(took) * 1000,
                given(m.group(8)),
                given(m.group(9)),
                EndpointOf.mask(path));
    }

    private static String given(String text) {
      return text.equals("-") ? null : text;
    }
  }

  /** A path with its numbers masked. */
  public static final class EndpointOf extends ScalarFunction {
    private static final long serialVersionUID = 1;
    private static final Pattern NUMBER = Pattern.compile("/\\d+(?=/|$)");

    public String eval(String path) {
      return mask(path);
    }

    static String mask(String path) {
      return path == null ? null : NUMBER.matcher(path).replaceAll("/{id}");
    }
  }
}
