package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.terminal.NoTerminal;
import io.tailwater.queries.terminal.ProcessTerminal;
import io.tailwater.queries.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Endpoints with their numbers, those with the most requests first; watched, with all the rest. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    abbreviateSynopsis = true,
    description = "Endpoints by requests, with errors, latencies and where the time goes.",
    footer = {
      "",
      "  tailwater top --since 1h --compare previous",
      "  tailwater top --watch --since 1h --service web --sort=-p95 --min-requests 100"
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

  @Option(
      names = "--watch",
      description = "Freshness, key numbers, latencies and endpoints, again and again; q ends it.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "With --watch: asked so often, 1 to 3600. Default ${DEFAULT-VALUE}.")
  private int every;

  @Option(names = "--rounds", paramLabel = "N", description = "With --watch: end after so many.")
  private long rounds;

  private final Supplier<Terminal> terminal;

  public TopCommand() {
    this(Here.ofProcess(), ProcessTerminal::new);
  }

  TopCommand(Here here) {
    this(here, NoTerminal::new);
  }

  /**
   * @param terminal where it is watched
   */
  TopCommand(Here here, Supplier<Terminal> terminal) {
    super(here);
    this.terminal = terminal;
  }

  @Override
  int answer(Optional<Comparison> comparison) throws Exception {
    return watch ? watch() : super.answer(comparison);
  }

  private int watch() throws Exception {
    if (format() != OutputFormat.table || every < 1 || every > 3600 || rounds < 0) {
      throw new ParameterException(
          spec().commandLine(),
          format() == OutputFormat.table
              ? "--every wants 1 to 3600 seconds, --rounds 1 or more"
              : "--watch is for people and wants -o table, got -o " + format());
    }
    TopWanted wanted =
        new TopWanted(
            options().parameters(),
            options().compare(),
            sort == null ? TopOrder.BUSIEST.sort() : sort,
            minRequests,
            limit);
    try (TopAsking asking = asking()) {
      new TopWatch(
              asking,
              here(),
              terminal.get(),
              spec().commandLine().getOut(),
              Duration.ofSeconds(every),
              rounds)
          .run(wanted);
    }
    return ExitCodes.DONE;
  }

  private TopAsking asking() {
    return options().url() == null
        ? new AskingLake(config(), here().clock())
        : new AskingService(service());
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
