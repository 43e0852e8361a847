package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.api.BadParameterException;
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
  private static final int MOST_SECONDS = 3600;
  private static final int USUAL_SECONDS = 5;

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
      description = "With --watch: so often, 1 to 3600; default 5.")
  private Integer every;

  @Option(names = "--rounds", paramLabel = "N", description = "With --watch: end after so many.")
  private Integer rounds;

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
    check();
    return watch ? watch() : super.answer(comparison);
  }

  private int watch() throws Exception {
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
              Duration.ofSeconds(every == null ? USUAL_SECONDS : every),
              rounds == null ? 0 : rounds)
          .run(wanted);
    }
    return ExitCodes.DONE;
  }

  private void check() {
    if (watch && format() != OutputFormat.table) {
      throw new BadParameterException(
          "watch", "'watch' is for people and wants -o table, got '" + format() + "'");
    }
    check("every", every, MOST_SECONDS);
    check("rounds", rounds, Integer.MAX_VALUE);
  }

  private void check(String name, Integer number, int most) {
    if (number != null && (!watch || number < 1 || number > most)) {
      throw new BadParameterException(
          name,
          "'%s' wants %s, got '%d'"
              .formatted(name, watch ? "1 to " + most : "--watch beside it", number));
    }
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
