package io.tailwater.queries.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.tailwater.connectors.lake.config.SqlConfig;
import io.tailwater.queries.Json;
import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.api.Meta;
import io.tailwater.queries.api.SqlCut;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.rows.Csv;
import io.tailwater.queries.sql.RefusedSqlException;
import io.tailwater.queries.sql.SqlColumn;
import io.tailwater.queries.sql.SqlEndedException;
import io.tailwater.queries.sql.SqlLimits;
import io.tailwater.queries.sql.SqlResult;
import io.tailwater.queries.sql.SqlWorkers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code POST /api/v1/sql}: users' own queries over the lake's views. Off unless configured. */
public final class SqlRoute implements AutoCloseable {
  static final String PATH = "/api/v1/sql";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CutStore store;
  private final SqlWorkers workers;
  private final Clock clock;

  private SqlRoute(CutStore store, SqlWorkers workers, Clock clock) {
    this.store = store;
    this.workers = workers;
    this.clock = clock;
  }

  /** The route as the configuration has it: answering from a store, or saying that it is off. */
  public static SqlRoute of(SqlConfig config, CutStore store, Clock clock) {
    return config.enabled()
        ? new SqlRoute(store, new SqlWorkers(SqlLimits.of(config)), clock)
        : off();
  }

  /** A route that says that it is off. */
  public static SqlRoute off() {
    return new SqlRoute(null, null, null);
  }

  /** How many queries run now. */
  public int running() {
    return workers == null ? 0 : workers.running();
  }

  void register(RoutesConfig routes) {
    routes.post(PATH, this::answer);
    routes.exception(SqlEndedException.class, SqlRoute::ended);
    routes.exception(
        RefusedSqlException.class,
        (e, ctx) -> problem(ctx, "refused-sql", "The SQL is not accepted", 400, e.getMessage()));
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.close();
    }
  }

  private void answer(Context ctx) throws IOException, SQLException {
    if (workers == null) {
      problem(
          ctx,
          "sql-off",
          "SQL is off",
          403,
          "SQL over HTTP is off; the key server.sql.enabled turns it on");
      return;
    }
    long begun = System.nanoTime();
    String format = format(ctx);
    SqlBody body = SqlBody.read(ctx, workers.limits());
    SqlCut cut = SqlCut.of(store, body.asOf(), clock);
    ClientGone gone = ClientGone.of(ctx);
    SqlResult result;
    try {
      result = workers.run(cut.views(), body.query(), body.limit(), body.timeout(), gone);
    } finally {
      if (gone.hasSentMore()) {
        ctx.header("Connection", "close");
      }
    }
    double elapsedMs = (System.nanoTime() - begun) / 1000 / 1000.0;
    write(ctx, format, result, cut.meta(RequestId.of(ctx), elapsedMs, result.truncated()));
  }

  private static void write(Context ctx, String format, SqlResult result, Meta meta)
      throws IOException {
    AnswerWriter.tell(ctx, meta);
    StringBuilder out = new StringBuilder();
    List<String> names = result.columns().stream().map(SqlColumn::name).toList();
    switch (format) {
      case "csv" -> {
        out.append(Csv.line(names)).append("\r\n");
        for (String row : result.rows()) {
          out.append(Csv.line(JSON.readValue(row, List.class))).append("\r\n");
        }
        ctx.contentType("text/csv; charset=utf-8");
      }
      case "ndjson" -> {
        List<String> keys = names.stream().map(Json::write).toList();
        for (String row : result.rows()) {
          out.append(object(keys, JSON.readTree(row))).append('\n');
        }
        ctx.contentType("application/x-ndjson");
      }
      default -> {
        out.append("{\"columns\":").append(Json.write(result.columns())).append(",\"rows\":");
        out.append(result.rows().stream().collect(Collectors.joining(",", "[", "]")));
        out.append(",\"meta\":").append(Json.write(meta)).append('}');
        ctx.contentType("application/json");
      }
    }
    ctx.result(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String object(List<String> keys, JsonNode row) {
    StringBuilder object = new StringBuilder("{");
    for (int c = 0; c < keys.size(); c++) {
      object.append(c == 0 ? "" : ",").append(keys.get(c)).append(':').append(row.get(c));
    }
    return object.append('}').toString();
  }

  /** From the query string, which takes nothing else, or from what is accepted. */
  private static String format(Context ctx) {
    Map<String, List<String>> parameters = QueryString.parse(ctx.queryString());
    for (String name : parameters.keySet()) {
      if (!name.equals("format")) {
        throw new BadParameterException(
            name, "There is no parameter '" + name + "' here; the body says what is asked");
      }
    }
    String format = parameters.getOrDefault("format", List.of(accepted(ctx))).get(0);
    if (!List.of("json", "csv", "ndjson").contains(format)) {
      throw new BadParameterException("format", "'format' wants json, csv or ndjson");
    }
    return format;
  }

  private static String accepted(Context ctx) {
    String accept = String.valueOf(ctx.header("Accept"));
    if (accept.contains("text/csv")) {
      return "csv";
    }
    return accept.contains("application/x-ndjson") ? "ndjson" : "json";
  }

  private static void ended(SqlEndedException e, Context ctx) {
    switch (e.reason()) {
      case REFUSED -> problem(ctx, "refused-sql", "The SQL is not accepted", 400, e.getMessage());
      case FAILED -> problem(ctx, "sql-failed", "The SQL cannot be run", 400, e.getMessage());
      case UNREADABLE ->
          problem(
              ctx,
              "unreadable-lake",
              "The lake cannot be answered from",
              503,
              "A file of the lake is missing; ask again, or with a newer as_of");
      case TIMEOUT -> problem(ctx, "too-slow", "The query took too long", 503, e.getMessage());
      case BUSY, ABANDONED -> {
        ctx.header("Retry-After", "1");
        problem(ctx, "busy", "Too many queries at once", 503, e.getMessage());
      }
    }
  }

  private static void problem(Context ctx, String type, String title, int status, String detail) {
    Problems.write(ctx, type, title, HttpStatus.forStatus(status), detail, null);
  }
}
