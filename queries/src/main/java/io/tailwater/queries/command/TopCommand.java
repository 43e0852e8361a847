package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Endpoints with their numbers, those with the most requests first. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    abbreviateSynopsis = true,
    description = "Endpoints by requests, with errors, latencies and where the time goes.",
    footer = {
      "",
      "  tailwater top --since 1h --compare previous",
      "  tailwater top --service web --sort=-p95 --min-requests 100 -o csv"
    })
public final class TopCommand extends AnswerCommand {
  @Option(
      names = "--sort",
      paramLabel = "BY",
      description =
          "requests, errors, error_ratio, bytes, p50, p95, p99, max, total_time; - in front:"
              + " largest first. Default -requests.")
  private String sort;

  @Option(names = "--min-requests", paramLabel = "N", description = "Only endpoints with as many.")
  private String minRequests;

  @Option(names = "--limit", paramLabel = "N", description = "Rows, 1 to 1000; a table has 20.")
  private String limit;

  public TopCommand() {
    this(Here.ofProcess());
  }

  TopCommand(Here here) {
    super(here);
  }

  @Override
  String path() {
    return "/api/v1/endpoints";
  }

  @Override
  void add(Map<String, List<String>> parameters) {
    AskOptions.put(parameters, "sort", sort);
    AskOptions.put(parameters, "min_requests", minRequests);
    AskOptions.put(parameters, "limit", limit);
  }

  @Override
  String limit() {
    return limit;
  }

  @Override
  List<JsonNode> rows(Reply reply) {
    return reply.items();
  }

  @Override
  List<String> fields() {
    return Endpoints.FIELDS;
  }

  @Override
  List<Column> columns(Reply reply) {
    return List.of(
        Column.name("endpoint"),
        Column.count("requests", "requests"),
        Column.errors("errors", "error_ratio"),
        Column.ms("p50", "p50_ms"),
        Column.ms("p95", "p95_ms"),
        Column.ms("p99", "p99_ms"),
        Column.right("total time", row -> Units.total(Column.decimal(row, "total_time_ms"))));
  }

  @Override
  String noun() {
    return "endpoints";
  }

  @Override
  String metric(Reply reply) {
    return "requests";
  }

  @Override
  Comparison.Key key() {
    return Endpoints.KEY;
  }
}
