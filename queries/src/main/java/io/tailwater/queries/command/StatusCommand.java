package io.tailwater.queries.command;

import io.tailwater.queries.Json;
import io.tailwater.queries.Text;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.LakeStatus;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how fresh and how whole the lake is, from the lake itself: no service is needed. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Freshness, lag, watermark, rejects, table files and snapshots.",
    footer = {"", "  tailwater status --watch", "  tailwater status -o json"})
public final class StatusCommand implements Callable<Integer> {
  private static final int WATCH_SECONDS = 2;

  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Option(names = "--watch", description = "Again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    while (true) {
      LakeStatus status = read();
      if (watch && System.console() != null) {
        out.print("\033[H\033[2J");
      }
      write(status, out);
      out.flush();
      if (!watch || out.checkError()) {
        return ExitCodes.DONE;
      }
      TimeUnit.SECONDS.sleep(WATCH_SECONDS);
    }
  }

  private LakeStatus read() throws Exception {
    return config.atNewestCut(
        lake -> {
          try (CutStore store = CutStore.ofLedger(DuckDbLimits.ofMachine())) {
            store.load(lake);
            try (CutSession session = store.open().orElseThrow()) {
              return Answers.status(session, Instant.now());
            }
          }
        });
  }

  private void write(LakeStatus status, PrintWriter out) {
    switch (output.format()) {
      case json, ndjson -> out.println(Json.write(status));
      case csv -> RowWriter.write(streams(status), OutputFormat.csv, out);
      case table -> {
        RowWriter.write(facts(status), OutputFormat.table, out);
        out.println();
        RowWriter.write(streams(status), OutputFormat.table, out);
        out.println();
        RowWriter.write(tables(status), OutputFormat.table, out);
      }
    }
  }

  private static Rows facts(LakeStatus status) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        fact("last commit", status.lastCommit() + ", " + Text.age(status.ageSeconds()) + " ago"));
    rows.add(fact("watermark", known(status.watermark())));
    rows.add(fact("newest event", known(status.newestEvent())));
    rows.add(
        fact(
            "lines",
            Text.count(status.lines())
                + " = "
                + Text.count(status.events())
                + " events + "
                + Text.count(status.rejects())
                + " rejects + "
                + Text.count(status.filtered())
                + " filtered"));
    rows.add(fact("late", Text.count(status.lateRows()) + " events"));
    rows.add(fact("lost", Text.bytes(status.lostBytes())));
    return new Rows(List.of("pipeline", status.pipeline()), rows);
  }

  private static List<Object> fact(String name, String value) {
    return List.of(name, value);
  }

  private static Rows streams(LakeStatus status) {
    return new Rows(
        List.of("source", "stream", "position", "end", "behind", "newest event", "last commit"),
        status.streams().stream()
            .map(
                stream ->
                    Arrays.<Object>asList(
                        stream.source(),
                        stream.stream(),
                        stream.position(),
                        stream.end(),
                        stream.behind(),
                        known(stream.newestEvent()),
                        known(stream.lastCommit())))
            .toList());
  }

  private static Rows tables(LakeStatus status) {
    return new Rows(
        List.of("table", "files", "rows", "bytes", "snapshots"),
        status.tables().stream()
            .map(
                table ->
                    Arrays.<Object>asList(
                        table.table(),
                        table.files(),
                        table.rows(),
                        table.bytes(),
                        table.snapshots()))
            .toList());
  }

  private static String known(Instant time) {
    return time == null ? "unknown" : time.toString();
  }
}
