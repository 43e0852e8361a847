package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.Printable;
import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.api.NoCommitYetException;
import io.tailwater.queries.api.QuickAnswers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that gives an answer of the API: as the API does with {@code -o json}, its rows with
 * {@code csv} and {@code ndjson}, else a table for people. The lake is read in this process unless
 * a service is named; both give the same.
 */
abstract class AnswerCommand implements Callable<Integer> {
  /** What the API gives at most of the groups of an answer. */
  static final int MOST = 1000;

  private static final int SHOWN = 20;

  private final Here here;

  @Mixin private ConfigOptions config;
  @Mixin private AskOptions options;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  AnswerCommand(Here here) {
    this.here = here;
  }

  /** Which answer it is. */
  abstract String path();

  /** Adds the command's own parameters to those of all. */
  abstract void add(Map<String, List<String>> parameters);

  /** What {@code --limit} says; null for nothing. */
  abstract String limit();

  /** The rows for programs. */
  abstract List<JsonNode> rows(Reply reply);

  /** The rows for people. */
  List<JsonNode> rowsForPeople(Reply reply) {
    return rows(reply);
  }

  /** Names of the values of a row, for a table without rows. */
  abstract List<String> fields();

  abstract List<Column> columns(Reply reply);

  /** What the rows are, such as {@code endpoints}. */
  abstract String noun();

  /** The number that is compared with an earlier one. */
  abstract String metric(Reply reply);

  /** What makes a row the same as an earlier one. */
  abstract Comparison.Key key();

  /** How many rows people are shown when they do not say. */
  int shownByItself() {
    return SHOWN;
  }

  /** A remark between headline and table; empty for none. */
  Optional<String> remark(Reply reply) {
    return Optional.empty();
  }

  /** What to say where there are no rows though there may be requests; empty for nothing. */
  Optional<String> insteadOfRows(Ask ask, Map<String, List<String>> asked) throws Exception {
    return Optional.empty();
  }

  Here here() {
    return here;
  }

  ConfigOptions config() {
    return config;
  }

  AskOptions options() {
    return options;
  }

  OutputFormat format() {
    return output.format();
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws Exception {
    try {
      Optional<Comparison> comparison = Optional.ofNullable(options.compare()).map(Comparison::new);
      return answer(comparison);
    } catch (BadParameterException e) {
      say(options.named(e));
      return ExitCodes.USAGE;
    } catch (NoCommitYetException e) {
      say(e.getMessage());
      return ExitCodes.NOT_READY;
    }
  }

  /** Answers once. */
  int answer(Optional<Comparison> comparison) throws Exception {
    if (options.url() != null) {
      try (Ask service = service()) {
        return answer(service, comparison);
      }
    }
    return config.atNewestCut(
        lake -> {
          try (Ask ask = new LakeAsk(QuickAnswers.of(lake, asked(), here.clock()))) {
            return answer(ask, comparison);
          }
        });
  }

  /** The service that is named. */
  Ask service() {
    return new ServiceAsk(options.url(), key(options.keyFile()));
  }

  private int answer(Ask ask, Optional<Comparison> comparison) throws Exception {
    switch (output.format()) {
      case json -> {
        Map<String, List<String>> asked = asked();
        AskOptions.put(asked, "compare", options.compare());
        PrintWriter out = spec.commandLine().getOut();
        out.println(ask.ask(path(), asked).text());
        out.flush();
      }
      case csv, ndjson -> forPrograms(ask, comparison);
      case table -> forPeople(ask, comparison);
    }
    return ExitCodes.DONE;
  }

  private void forPrograms(Ask ask, Optional<Comparison> comparison) throws Exception {
    Reply reply = ask.ask(path(), asked());
    List<JsonNode> rows = rows(reply);
    if (comparison.isPresent()) {
      Reply before = ask.ask(path(), wide(comparison.get().parameters(asked(), reply, now())));
      Duration shift = comparison.get().shift(reply);
      Comparison.join(rows, rows(before), key(), shift, metric(reply), !before.truncated());
    }
    RowWriter.write(JsonRows.of(rows, fields()), output.format(), spec.commandLine().getOut());
    if (reply.truncated()) {
      say("these are not all " + noun() + ": --limit");
    }
  }

  private void forPeople(Ask ask, Optional<Comparison> comparison) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Reply reply = ask.ask(path(), isNumber(limit()) ? all(asked()) : asked());
    List<JsonNode> rows = rowsForPeople(reply);
    out.println(here.shown(Headline.of(reply, now())));
    if (rows.isEmpty()) {
      out.println(insteadOfRows(ask, asked()).orElse(nothing(ask, reply)));
    } else {
      List<Column> columns = new ArrayList<>(columns(reply));
      if (comparison.isPresent()) {
        Reply before = ask.ask(path(), wide(comparison.get().parameters(asked(), reply, now())));
        Duration shift = comparison.get().shift(reply);
        Comparison.join(
            rows, rowsForPeople(before), key(), shift, metric(reply), !before.truncated());
        columns.add(Comparison.column(metric(reply)));
        out.println(comparison.get().sentence(reply, now()));
      }
      remark(reply).ifPresent(said -> out.println(here.shown(said)));
      int shown = limit() == null ? shownByItself() : Integer.parseInt(limit());
      new PeopleTable(here, columns).write(rows.stream().limit(shown).toList(), out);
      if (reply.truncated() || rows.size() > shown) {
        out.println(more(Math.min(shown, rows.size()), rows.size(), reply.truncated()));
      }
    }
    out.flush();
  }

  /** How much there is beyond what is shown. */
  String more(int shown, int there, boolean truncated) {
    return "%d of %s%d %s: --limit".formatted(shown, truncated ? "more than " : "", there, noun());
  }

  /** All that may be shown, so that it can be said how much there is. */
  Map<String, List<String>> all(Map<String, List<String>> asked) {
    asked.put("limit", List.of(Integer.toString(MOST)));
    return asked;
  }

  /** So wide that a row of now is among them. */
  Map<String, List<String>> wide(Map<String, List<String>> asked) {
    asked.keySet().removeAll(List.of("sort", "min_requests"));
    return all(asked);
  }

  private Instant now() {
    return here.clock().instant();
  }

  private Map<String, List<String>> asked() {
    Map<String, List<String>> asked = options.parameters();
    add(asked);
    return asked;
  }

  private String nothing(Ask ask, Reply reply) throws Exception {
    Nothing nothing = new Nothing(ask, asked());
    for (String parameter : List.of("endpoint", "service")) {
      String name = options.first(parameter);
      if (name != null) {
        nothing.nearest(parameter, name).ifPresent(this::say);
      }
    }
    return nothing.sentence(reply);
  }

  private void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("tailwater: " + Printable.line(sentence));
    err.flush();
  }

  private static boolean isNumber(String limit) {
    return limit == null || (limit.matches("[1-9]\\d{0,3}") && Integer.parseInt(limit) <= MOST);
  }

  private static Optional<String> key(Path file) {
    try {
      return file == null ? Optional.empty() : Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new BadParameterException(
          "key_file", "'key_file' wants a file that can be read, got '" + file + "'");
    }
  }
}
