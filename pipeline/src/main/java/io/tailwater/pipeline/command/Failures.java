package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.Printable;
import io.tailwater.connectors.lake.config.ConfigException;
import io.tailwater.pipeline.job.NotReady;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.FlinkException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** One sentence on stderr for whatever ends a command; the rest is in the log. */
public final class Failures implements IExecutionExceptionHandler {
  /** The option of the root command that shows stack traces. */
  public static final String VERBOSE = "--verbose";

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    Throwable cause = unwrap(e);
    command.getErr().println("tailwater: " + Printable.line(sentence(cause)));
    if (isVerbose(command)) {
      e.printStackTrace(command.getErr());
    }
    // Not as an error: the terminal shows those too, and has its sentence already.
    LOG.info("Command {} failed", command.getCommandName(), e);
    if (cause instanceof ConfigException || cause instanceof IllegalArgumentException) {
      return ExitCodes.USAGE;
    }
    return cause instanceof NotReady ? ExitCodes.NOT_READY : ExitCodes.FAILED;
  }

  /** What happened, rather than that something went wrong while waiting for it. */
  private static Throwable unwrap(Throwable e) {
    for (Throwable part = e; part != null; part = part.getCause()) {
      if (part instanceof NotFoundException) {
        return part;
      }
    }
    Throwable cause = e;
    while (cause.getCause() != null && isWrapper(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isWrapper(Throwable e) {
    return e instanceof ExecutionException
        || e instanceof CompletionException
        || e instanceof UncheckedIOException
        || e instanceof FlinkException;
  }

  /** The message's first line; what kind of failure it is when the message does not say enough. */
  static String sentence(Throwable e) {
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      return e.toString();
    }
    String first = e.getMessage().strip().lines().findFirst().orElseThrow();
    if (e instanceof UncheckedSQLException && e.getCause() != null) {
      return first + ": " + e.getCause().getMessage();
    }
    return e instanceof FileSystemException file ? file.getFile() + ": " + why(file) : first;
  }

  /** Messages of these are only the path; their type says the rest. */
  private static String why(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is there already";
    }
    return e.getReason() == null ? e.toString() : e.getReason();
  }

  private static boolean isVerbose(CommandLine command) {
    OptionSpec option = command.getCommandSpec().root().findOption(VERBOSE);
    return option != null && Boolean.TRUE.equals(option.getValue());
  }
}
