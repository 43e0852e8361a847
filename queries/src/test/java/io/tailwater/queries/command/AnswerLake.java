package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.queries.api.QuickAnswers;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.Ran;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** A small lake of two days, and the commands that answer from it, at noon of the second. */
final class AnswerLake {
  static final Instant NOW = Instant.parse("2020-01-02T12:00:00Z");

  static final Here PLAIN = new Here(Clock.fixed(NOW, ZoneOffset.UTC), false, true);

  private static final Map<String, Function<Here, AnswerCommand>> COMMANDS =
      Map.of(
          "top", TopCommand::new,
          "errors", ErrorsCommand::new,
          "latency", LatencyCommand::new,
          "timeseries", TimeseriesCommand::new);

  private final Path warehouse;

  private AnswerLake(Path warehouse) {
    this.warehouse = warehouse;
  }

  /** Two commits: a day ago 3 requests from ten to eleven, today 8 of them and 2 later. */
  static AnswerLake in(Path warehouse) throws Exception {
    try (LakeFixture lake = new LakeFixture(warehouse)) {
      lake.commit(
          List.of(
              Event.at("2020-01-01T10:00:00Z", "/a", 200, 20),
              Event.at("2020-01-01T10:20:00Z", "/a", 200, 20),
              Event.at("2020-01-01T10:40:00Z", "/b", 404, 5)));
      List<Event> today = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        today.add(Event.at("2020-01-02T10:0" + i + ":00Z", "/a", i == 0 ? 503 : 200, 10 * i));
      }
      today.add(Event.at("2020-01-02T10:30:00Z", "/b", 404, 2500));
      today.add(Event.at("2020-01-02T10:31:00Z", "/b", 404, 2500));
      today.add(Event.at("2020-01-02T11:30:00Z", "/c", 200, 1));
      today.add(Event.at("2020-01-02T11:45:00Z", null, 200, 1));
      lake.commit(today);
    }
    return new AnswerLake(warehouse);
  }

  Path warehouse() {
    return warehouse;
  }

  /** Answers at its newest cut, at noon. */
  Ask ask() throws Exception {
    try (LakeCatalog catalog =
        LakeCatalog.openExisting(LakeLocation.embedded(warehouse)).orElseThrow()) {
      LakeAtCut newest = LakeAtCut.newest(catalog).orElseThrow();
      return new LakeAsk(QuickAnswers.of(newest, Map.of(), PLAIN.clock()));
    }
  }

  /** A plain terminal that can show everything. */
  Ran run(String command, String... args) {
    return run(PLAIN, command, args);
  }

  Ran run(Here here, String command, String... args) {
    return run(here, warehouse, command, args);
  }

  /** The same on another lake. */
  static Ran run(Here here, Path warehouse, String command, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--set", "lake.warehouse=" + warehouse));
    CommandLine line = new CommandLine(COMMANDS.get(command).apply(here));
    return Ran.of(line.setExecutionExceptionHandler(new Failures()), all.toArray(String[]::new));
  }
}
