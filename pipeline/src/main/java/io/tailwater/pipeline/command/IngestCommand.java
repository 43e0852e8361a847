package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.job.JobRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingest}: the job, without the query service. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Follow the configured sources and commit what they bring.",
    footer = {
      "",
      "Examples:",
      "  tailwater ingest -c tailwater.yaml",
      "  tailwater ingest --once --set sources.0.id=web --set sources.0.paths.0=access.log"
    })
public final class IngestCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;
  @Mixin private SourceOptions sources;

  @Option(
      names = "--once",
      description =
          "Read all that is there, commit it and exit; a last line without its line feed"
              + " stays unread.")
  private boolean once;

  @Override
  public Integer call() throws InterruptedException {
    TailwaterConfig loaded = config.load().config();
    if (loaded.sources().isEmpty()) {
      throw new IllegalArgumentException(
          "No source is configured: write a tailwater.yaml ('tailwater config init'), or give"
              + " --set sources.0.id=web --set sources.0.paths.0=FILE");
    }
    if (once) {
      JobRun.once(loaded, sources.choices(), System.err);
    } else {
      JobRun.untilStopped(loaded, sources.choices(), System.err);
    }
    return ExitCodes.DONE;
  }
}
