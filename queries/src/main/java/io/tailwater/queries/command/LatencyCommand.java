package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Latency quantiles by group. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    abbreviateSynopsis = true,
    description = "Latency quantiles by endpoint or other groups, those with most requests first.",
    footer = {
      "",
      "  tailwater latency --since 1h --compare previous",
      "  tailwater latency --group-by hour --endpoint /checkout -q 0.5,0.99,0.999 --exact"
    })
public final class LatencyCommand extends AnswerCommand {
  private static final String HOUR = "hour";
  private static final String DAY = "day";

  @Option(
      names = "--group-by",
      paramLabel = "WHAT",
      description =
          "endpoint (default), service, method, region, client-class, status, status-class, hour,"
              + " day; or up to three, with commas.")
  private String groupBy;

  @Option(
      names = "-q",
      paramLabel = "Q,Q",
      description = "Quantiles from 0 to 1. Default 0.5,0.95,0.99.")
  private String quantiles;

  @Option(names = "--exact", description = "From the events instead of sketches: slower, exact.")
  private boolean exact;

  @Option(names = "--limit", paramLabel = "N", description = "Rows, 1 to 1000; a table has 20.")
  private String limit;

  public LatencyCommand() {
    this(Here.ofProcess());
  }

  LatencyCommand(Here here) {
    super(here);
  }

  @Override
  String path() {
    return "/api/v1/latency";
  }

  @Override
  void add(Map<String, List<String>> parameters) {
    AskOptions.put(parameters, "group_by", groupBy == null ? null : group());
    AskOptions.put(parameters, "q", quantiles);
    AskOptions.put(parameters, "exact", exact ? "true" : null);
    AskOptions.put(parameters, "limit", limit);
  }

  private String group() {
    return groupBy == null ? "endpoint" : groupBy.replace('-', '_');
  }

  private List<String> groups() {
    return List.of(group().split(","));
  }

  @Override
  String limit() {
    return limit;
  }

  @Override
  int shownByItself() {
    return groups().contains(HOUR) || groups().contains(DAY) ? MOST : super.shownByItself();
  }

  @Override
  List<JsonNode> rows(Reply reply) {
    return reply.items();
  }

  @Override
  List<String> fields() {
    return Latencies.fields(groups());
  }

  @Override
  List<Column> columns(Reply reply) {
    List<Column> columns = new ArrayList<>();
    for (String group : groups()) {
      columns.add(
          group.equals(HOUR)
              ? Column.left(HOUR, row -> Headline.time(Instant.parse(row.path(HOUR).asText())))
              : Column.name(group));
    }
    columns.add(Column.count("requests", "requests"));
    columns.add(Column.ms("min", "min_ms"));
    for (String quantile : quantiles(reply)) {
      String percent = quantile.replace("_ms", "").replace('_', '.');
      columns.add(Column.ms(percent, quantile));
    }
    columns.add(Column.ms("max", "max_ms"));
    columns.add(Column.ms("mean", "mean_ms"));
    return columns;
  }

  @Override
  Optional<String> remark(Reply reply) {
    double error = reply.body().path("relative_error").asDouble();
    return error == 0
        ? Optional.empty()
        : Optional.of("percentiles within " + Text.percent(error) + " of exact ones: --exact");
  }

  @Override
  String noun() {
    return switch (group()) {
      case "client_class" -> "client classes";
      case "status" -> "statuses";
      case "status_class" -> "status classes";
      default -> groups().size() == 1 ? group() + "s" : "groups";
    };
  }

  /** The 95th percentile if it is asked for, else the last quantile. */
  @Override
  String metric(Reply reply) {
    List<String> quantiles = quantiles(reply);
    return quantiles.contains("p95_ms") ? "p95_ms" : quantiles.get(quantiles.size() - 1);
  }

  @Override
  Comparison.Key key() {
    return (row, shift) ->
        groups().stream().map(group -> part(row, group, shift)).collect(Collectors.joining(" "));
  }

  private static String part(JsonNode row, String group, Duration shift) {
    String value = row.path(group).asText();
    return switch (group) {
      case HOUR -> Instant.parse(value).plus(shift).toString();
      case DAY -> LocalDate.parse(value).atStartOfDay().plus(shift).toString();
      default -> row.path(group).toString();
    };
  }

  private List<String> quantiles(Reply reply) {
    List<String> names = new ArrayList<>();
    if (!reply.items().isEmpty()) {
      reply.items().get(0).fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> !name.matches("p[\\d_]+_ms"));
    }
    return names.isEmpty() ? List.of("p95_ms") : names;
  }
}
