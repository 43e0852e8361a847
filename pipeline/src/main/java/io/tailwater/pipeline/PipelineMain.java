package io.tailwater.pipeline;

import io.tailwater.pipeline.command.AuditCommand;
import io.tailwater.pipeline.command.ConfigCommand;
import io.tailwater.pipeline.command.EraseCommand;
import io.tailwater.pipeline.command.Failures;
import io.tailwater.pipeline.command.GatewayCommand;
import io.tailwater.pipeline.command.GenerateCommand;
import io.tailwater.pipeline.command.IngestCommand;
import io.tailwater.pipeline.command.MaintainCommand;
import io.tailwater.pipeline.command.ParseCommand;
import io.tailwater.pipeline.command.RejectsCommand;
import io.tailwater.pipeline.command.RunCommand;
import io.tailwater.pipeline.command.UsageErrors;
import io.tailwater.pipeline.command.Version;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The ingest side's front door. */
@Command(
    name = "tailwater",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Logs into a lake, as they are written.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      IngestCommand.class,
      ParseCommand.class,
      GenerateCommand.class,
      GatewayCommand.class,
      AuditCommand.class,
      RejectsCommand.class,
      MaintainCommand.class,
      EraseCommand.class,
      ConfigCommand.class
    })
public final class PipelineMain {
  /** Read by {@link Failures}, which finds it by its name. */
  @Option(
      names = Failures.VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  private PipelineMain() {}

  public static void main(String[] args) {
    System.exit(run(new PrintWriter(System.out), new PrintWriter(System.err, true), args));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    int code =
        new CommandLine(new PipelineMain())
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(new UsageErrors())
            .setExecutionExceptionHandler(new Failures())
            .execute(args);
    out.flush();
    err.flush();
    return code;
  }
}
