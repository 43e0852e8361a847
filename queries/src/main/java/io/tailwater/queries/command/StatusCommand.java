package io.tailwater.queries.command;

import io.tailwater.queries.Json;
import io.tailwater.queries.api.LakeStatus;
import java.io.PrintWriter;
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
    description = "Freshness, lag, watermark, rejects, losses, table files and snapshots.",
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
      LakeStatus status = config.status();
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

  private void write(LakeStatus status, PrintWriter out) {
    switch (output.format()) {
      case json, ndjson -> out.println(Json.write(status));
      case csv -> RowWriter.write(StatusRows.logs(status), OutputFormat.csv, out);
      case table -> StatusText.write(status, out);
    }
  }
}
