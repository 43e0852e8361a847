package io.tailwater.pipeline.command;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One sentence on stderr for a command line that cannot be understood. */
public final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(
            "tailwater: "
                + what(e)
                + "; see '"
                + command.getCommandSpec().qualifiedName()
                + " --help'");
    return ExitCodes.USAGE;
  }

  private static String what(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return "there is no command or option '" + unmatched.getUnmatched().get(0) + "'";
    }
    String sentence = Failures.sentence(e);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
