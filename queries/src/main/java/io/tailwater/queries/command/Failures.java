package io.tailwater.queries.command;

import io.tailwater.connectors.lake.Printable;
import io.tailwater.connectors.lake.config.ConfigException;
import io.tailwater.queries.sql.RefusedSqlException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One sentence on stderr for whatever ends a command; the rest is in the log. */
public final class Failures implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LOG.error("Command {} failed", command.getCommandName(), e);
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    // DuckDB points at the place in a query over several lines; other messages are one sentence.
    String shown =
        reason
            .strip()
            .lines()
            .limit(e instanceof SQLException ? Long.MAX_VALUE : 1)
            .map(Printable::line)
            .collect(Collectors.joining("\n"));
    command.getErr().println("tailwater: " + shown);
    command.getErr().flush();
    if (e instanceof ConfigException || e instanceof RefusedSqlException) {
      return ExitCodes.USAGE;
    }
    return e instanceof NotReadyException ? ExitCodes.NOT_READY : ExitCodes.FAILED;
  }
}
