package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.Text;
import io.tailwater.queries.api.BadParameterException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where errors come from: endpoints, or statuses, that have some. */
@Command(
    name = "errors",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    abbreviateSynopsis = true,
    description = "Endpoints with errors (4xx and 5xx), those with the most first; or statuses.",
    footer = {
      "",
      "  tailwater errors --since 1h --compare 1d",
      "  tailwater errors --group-by status --endpoint /checkout"
    })
public final class ErrorsCommand extends AnswerCommand {
  private static final List<String> GROUPS = List.of("endpoint", "status");

  @Option(names = "--group-by", paramLabel = "WHAT", description = "endpoint (default) or status.")
  private String groupBy = "endpoint";

  @Option(
      names = "--sort",
      paramLabel = "BY",
      description = "Of endpoints; as of top, such as -server_errors. Default -errors.")
  private String sort;

  @Option(names = "--limit", paramLabel = "N", description = "Rows, 1 to 1000; a table has 20.")
  private String limit;

  public ErrorsCommand() {
    this(Here.ofProcess());
  }

  ErrorsCommand(Here here) {
    super(here);
  }

  @Override
  String path() {
    return byStatus() ? "/api/v1/latency" : "/api/v1/endpoints";
  }

  @Override
  void add(Map<String, List<String>> parameters) {
    if (!GROUPS.contains(groupBy)) {
      throw new BadParameterException(
          "group_by", "'group_by' wants one of endpoint, status, got '" + groupBy + "'");
    }
    if (byStatus()) {
      parameters.put("group_by", List.of("status"));
      parameters.putIfAbsent("status", List.of("400-599"));
      AskOptions.put(parameters, "sort", sort);
    } else {
      parameters.put("sort", List.of(sort == null ? "-errors" : sort));
    }
    AskOptions.put(parameters, "limit", limit);
  }

  private boolean byStatus() {
    return groupBy.equals("status");
  }

  @Override
  String limit() {
    return limit;
  }

  /** Those with errors. */
  @Override
  List<JsonNode> rows(Reply reply) {
    return reply.items().stream()
        .filter(
            item ->
                byStatus() ? item.path("status").asInt() >= 400 : item.path("errors").asLong() > 0)
        .toList();
  }

  @Override
  List<String> fields() {
    return byStatus() ? Latencies.fields(List.of("status")) : Endpoints.FIELDS;
  }

  @Override
  List<Column> columns(Reply reply) {
    if (byStatus()) {
      long all = rows(reply).stream().mapToLong(row -> row.path("requests").asLong()).sum();
      return List.of(
          Column.name("status"),
          Column.count("errors", "requests"),
          Column.right(
              "of all errors", row -> Text.percent((double) row.path("requests").asLong() / all)),
          Column.ms("p50", "p50_ms"),
          Column.ms("p95", "p95_ms"));
    }
    return List.of(
        Column.name("endpoint"),
        Column.count("errors", "errors"),
        Column.errors("of requests", "error_ratio"),
        Column.count("4xx", "client_errors"),
        Column.count("5xx", "server_errors"),
        Column.count("requests", "requests"));
  }

  @Override
  Optional<String> insteadOfRows(Ask ask, Map<String, List<String>> asked) throws Exception {
    asked.keySet().removeAll(List.of("group_by", "sort", "limit"));
    if (byStatus()) {
      asked.remove("status", List.of("400-599"));
    }
    long requests = ask.ask("/api/v1/summary", asked).body().path("requests").asLong();
    return requests == 0
        ? Optional.empty()
        : Optional.of("No errors among " + Text.count(requests) + " requests");
  }

  @Override
  String noun() {
    return byStatus() ? "statuses" : "endpoints with errors";
  }

  @Override
  String metric(Reply reply) {
    return byStatus() ? "requests" : "errors";
  }

  @Override
  Comparison.Key key() {
    return byStatus() ? (row, shift) -> row.path("status").toString() : Endpoints.KEY;
  }
}
