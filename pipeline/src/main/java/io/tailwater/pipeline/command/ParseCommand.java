package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.ConfigException;
import io.tailwater.pipeline.explain.ParseCounts;
import io.tailwater.pipeline.explain.ParseRun;
import io.tailwater.pipeline.parse.EndpointRules;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.parse.Privacy;
import io.tailwater.pipeline.parse.TrustedProxies;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parse}: shows what a format makes of a file, without a lake. */
@Command(
    name = "parse",
    description = "Turn log lines into JSON, one event a line; say why a line is none.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  tailwater parse --explain access.log",
      "  tail -n 100 access.log | tailwater parse -f '$remote_addr [$time_local] $status' -"
    })
public final class ParseCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int BELOW_THRESHOLD = 3;

  @Spec private CommandSpec spec;

  @Mixin private FormatOptions format;

  @Option(
      names = "--explain",
      description = "Show how the first line is cut, and every rejected line with a caret.")
  private boolean explain;

  @Option(
      names = "--max-rejects",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description = "Exit with 3 when more of the lines are rejected, e.g. 1%% (default: 0%%).")
  private String maxRejects;

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Zone of times without an offset (default: UTC).")
  private String timezone;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Service of the events: a name, $host or $server_name.")
  private String service;

  @Option(names = "--keep-query", description = "Keep query strings.")
  private boolean keepQuery;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE|-",
      defaultValue = "-",
      description = "The file, or - for standard input (default: -).")
  private String file;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (BufferedInputStream in = new BufferedInputStream(open())) {
      double threshold;
      ParseRun run;
      try {
        threshold = Shares.parse("--max-rejects", maxRejects);
        ParseOptions options = options(format.compile(in, err));
        run = new ParseRun(options, explain, spec.commandLine().getOut(), err);
      } catch (IllegalArgumentException | DateTimeException | ConfigException e) {
        err.println(e.getMessage());
        return USAGE;
      }
      ParseCounts counts = run.run(in, file);
      return counts.rejectedShare() > threshold ? BELOW_THRESHOLD : DONE;
    } catch (IOException e) {
      err.println("Cannot read " + file + ": " + why(e));
      return FAILED;
    }
  }

  private ParseOptions options(LineFormat compiled) {
    return new ParseOptions(
        "parse",
        service,
        compiled,
        ZoneId.of(timezone),
        false,
        new Privacy(Privacy.ClientIp.KEEP, keepQuery, null),
        TrustedProxies.of(List.of()),
        EndpointRules.of(List.of()),
        Duration.ofMinutes(5),
        64 << 10);
  }

  private InputStream open() throws IOException {
    return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
  }
}
