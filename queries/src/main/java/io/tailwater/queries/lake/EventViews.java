package io.tailwater.queries.lake;

import static io.tailwater.queries.lake.LakeView.column;

import io.tailwater.connectors.lake.LakeTables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** The views over events: one row an event, one row a client. */
final class EventViews {
  static final LakeView STG_LOGS =
      new LakeView(
          "stg_logs",
          "One row an event, under settled names and types: what models are built on. Empty texts"
              + " are null, hosts are lower case.",
          List.of("events"),
          List.of(
              column("ts", "TIMESTAMP WITH TIME ZONE", "when the request was logged, UTC"),
              column("date", "DATE", "day of ts, UTC"),
              column("hour", "INTEGER", "hour of the day of ts, 0 to 23, UTC"),
              column("service", "VARCHAR", "service that the line is of"),
              column("host", "VARCHAR", "host asked for, lower case"),
              column("method", "VARCHAR", "HTTP method"),
              column("path", "VARCHAR", "path as sent, without the query"),
              column("query", "VARCHAR", "query string; null unless the configuration keeps it"),
              column("endpoint", "VARCHAR", "the path as a template"),
              column("protocol", "VARCHAR", "such as HTTP/1.1"),
              column("status", "INTEGER", "HTTP status, 100 to 599"),
              column("status_class", "VARCHAR", "1xx to 5xx; null without a status"),
              column("is_error", "BOOLEAN", "whether the status is 400 or more; false without one"),
              column("latency_ms", "DOUBLE", "time to answer, milliseconds"),
              column("upstream_ms", "DOUBLE", "time that the upstream took, milliseconds"),
              column("bytes", "BIGINT", "bytes sent"),
              column(
                  "client_ip", "VARCHAR", "address of the client, as the configuration keeps it"),
              column("client_class", "VARCHAR", "human, bot or unknown"),
              column("user_agent", "VARCHAR", "what the client calls itself"),
              column("referer", "VARCHAR", "page that the request came from"),
              column("user_name", "VARCHAR", "authenticated user"),
              column("region", "VARCHAR", "region that the line is of"),
              column("request_id", "VARCHAR", "id of the request"),
              column("trace_id", "VARCHAR", "id of the trace"),
              column("source", "VARCHAR", "source that read the line"),
              column("stream", "VARCHAR", "file generation, or topic partition"),
              column("offset", "BIGINT", "place in the stream; unique with source, stream, part"),
              column("part", "INTEGER", "which of several events of one record, from 0")));

  static final LakeView DIM_CLIENT =
      new LakeView(
          "dim_client",
          "One row a client address, over the events that are kept. Requests without an address"
              + " are one row.",
          List.of("stg_logs"),
          List.of(
              column("client_key", "VARCHAR", "key of the row: MD5 of the address"),
              column("client_ip", "VARCHAR", "the address; null for requests without one"),
              column("client_class", "VARCHAR", "human, bot or unknown, at the last sight"),
              column("user_agent", "VARCHAR", "the last one that the client sent"),
              column("first_seen", "TIMESTAMP WITH TIME ZONE", "time of the first request kept"),
              column("last_seen", "TIMESTAMP WITH TIME ZONE", "time of the last request"),
              column("requests", "BIGINT", "requests that are kept")));

  /** A column of events that is no text, or one that is taken as it is. */
  private static final Set<String> AS_IT_IS =
      Set.of(
          "ts",
          "status",
          "latency_ms",
          "upstream_ms",
          "bytes",
          "source",
          "stream",
          "offset",
          "part");

  private EventViews() {}

  /** Those columns that a configuration has added follow, if their names are free. */
  static String stgLogs(Schema events) {
    Set<String> taken =
        STG_LOGS.columns().stream().map(LakeView.Column::name).collect(Collectors.toSet());
    Set<String> ours =
        LakeTables.EVENTS.schema().columns().stream()
            .map(NestedField::name)
            .collect(Collectors.toCollection(HashSet::new));
    Stream<String> added =
        events.columns().stream()
            .map(NestedField::name)
            .filter(name -> !ours.contains(name) && !taken.contains(name))
            .map(Sql::name);
    return Stream.concat(STG_LOGS.columns().stream().map(EventViews::selected), added)
        .collect(Collectors.joining(", ", "SELECT ", " FROM events"));
  }

  static String dimClient() {
    return "SELECT md5(coalesce(client_ip, '')) AS client_key, client_ip,"
        + " arg_max(client_class, ts) AS client_class, arg_max(user_agent, ts) AS user_agent,"
        + " min(ts) AS first_seen, max(ts) AS last_seen, count(*) AS requests"
        + " FROM stg_logs GROUP BY client_ip";
  }

  private static String selected(LakeView.Column column) {
    String name = Sql.name(column.name());
    return switch (column.name()) {
      case "date" -> "ts::DATE AS date";
      case "hour" -> "extract(hour FROM ts)::INTEGER AS hour";
      case "host" -> "nullif(lower(host), '') AS host";
      case "status_class" -> "(status // 100) || 'xx' AS status_class";
      case "is_error" -> "coalesce(status >= 400, false) AS is_error";
      default -> AS_IT_IS.contains(column.name()) ? name : "nullif(" + name + ", '') AS " + name;
    };
  }
}
