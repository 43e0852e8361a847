package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Numbers over time: a row a point, or a row a group with its course. */
@Command(
    name = "timeseries",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    abbreviateSynopsis = true,
    description = "Requests, errors and latencies over time; by group, a line of columns each.",
    footer = {
      "",
      "  tailwater timeseries --since 6h --step 15m",
      "  tailwater timeseries --since 7d --group-by status-class"
    })
public final class TimeseriesCommand extends AnswerCommand {
  private static final int BAR = 30;
  private static final int SPARK = 48;
  private static final int MOST_GROUPS = 100;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "1m, 5m, 10m, 15m, 30m, 1h, 3h, 6h, 12h or 1d; default: by the range.")
  private String step;

  @Option(
      names = "--group-by",
      paramLabel = "WHAT",
      description = "status-class, service, endpoint, method, region or client-class.")
  private String groupBy;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Groups, 1 to 100; the others are {other}. Default 10.")
  private String limit;

  public TimeseriesCommand() {
    this(Here.ofProcess());
  }

  TimeseriesCommand(Here here) {
    super(here);
  }

  @Override
  String path() {
    return "/api/v1/timeseries";
  }

  @Override
  void add(Map<String, List<String>> parameters) {
    AskOptions.put(parameters, "step", step);
    AskOptions.put(parameters, "group_by", group());
    AskOptions.put(parameters, "limit", limit);
  }

  /** Null for none. */
  private String group() {
    return groupBy == null || groupBy.equals("none") ? null : groupBy.replace('-', '_');
  }

  @Override
  String limit() {
    return null;
  }

  @Override
  int shownByItself() {
    return Integer.MAX_VALUE;
  }

  @Override
  Map<String, List<String>> all(Map<String, List<String>> asked) {
    return asked;
  }

  @Override
  Map<String, List<String>> wide(Map<String, List<String>> asked) {
    asked.put("limit", List.of(Integer.toString(MOST_GROUPS)));
    return asked;
  }

  @Override
  List<JsonNode> rows(Reply reply) {
    return Points.rows(reply, group());
  }

  @Override
  List<JsonNode> rowsForPeople(Reply reply) {
    List<JsonNode> rows = group() == null ? rows(reply) : Points.groups(reply, group());
    boolean none = rows.stream().allMatch(row -> row.path("requests").asLong() == 0);
    return none ? List.of() : rows;
  }

  @Override
  List<String> fields() {
    return Points.fields(group());
  }

  @Override
  List<Column> columns(Reply reply) {
    Bars bars = new Bars(here().unicode());
    List<Column> columns = new ArrayList<>();
    if (group() == null) {
      columns.add(Column.left("time", row -> Headline.time(time(row))));
    } else {
      columns.add(Column.name(group()));
    }
    columns.add(Column.count("requests", "requests"));
    columns.add(Column.errors("errors", Points::errorRatio));
    if (group() == null) {
      long most =
          rows(reply).stream().mapToLong(row -> row.path("requests").asLong()).max().orElse(1);
      columns.add(Column.ms("p50", "p50_ms"));
      columns.add(Column.ms("p95", "p95_ms"));
      columns.add(Column.left("", row -> bars.bar(row.path("requests").asLong(), most, BAR)));
    } else {
      columns.add(Column.ms("highest p95", "highest_p95_ms"));
      columns.add(
          Column.left("requests, each row by its own most", row -> bars.spark(course(row), SPARK)));
    }
    return columns;
  }

  @Override
  Optional<String> remark(Reply reply) {
    return Optional.of("step " + reply.body().path("step").asText());
  }

  @Override
  String more(int shown, int there, boolean truncated) {
    return "the largest groups; all others are {other}: --limit";
  }

  @Override
  String noun() {
    return "groups";
  }

  @Override
  String metric(Reply reply) {
    return "requests";
  }

  /** The rest of one range is not the rest of another. */
  @Override
  Comparison.Key key() {
    return (row, shift) -> {
      String name = group() == null ? "" : row.path(group()).toString();
      if (name.equals("\"{other}\"")) {
        return null;
      }
      return row.has("time") ? time(row).plus(shift) + name : name;
    };
  }

  private static Instant time(JsonNode row) {
    return Instant.parse(row.path("time").asText());
  }

  private static long[] course(JsonNode row) {
    LongStream.Builder numbers = LongStream.builder();
    row.path("course").forEach(number -> numbers.add(number.asLong()));
    return numbers.build().toArray();
  }
}
