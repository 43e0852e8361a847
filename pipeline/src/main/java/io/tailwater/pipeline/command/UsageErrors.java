package io.tailwater.pipeline.command;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** One sentence on stderr for a command line that cannot be understood. */
public final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(
            "tailwater: "
                + Failures.sentence(e)
                + "; see '"
                + command.getCommandSpec().qualifiedName()
                + " --help'");
    return ExitCodes.USAGE;
  }
}
