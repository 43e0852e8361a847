package io.tailwater.queries.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.Json;
import io.tailwater.queries.lake.DuckDb;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.UnreadableLakeException;
import io.tailwater.queries.sql.SqlEndedException.Reason;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A process that runs one query and ends. DuckDB's memory limit does not know of long strings and
 * lists ({@code repeat('x', 1000000000)} takes two gigabytes of a limit of 256 MiB), some functions
 * cannot be interrupted, and a deep enough query overflows the stack: only a process has bounds
 * that hold, and can always be ended.
 *
 * <p>Asked by a line of JSON on its standard input, a {@link SqlRequest}. Answers in lines of JSON:
 * the columns, each row as an array, and at the end an object, {@code {"truncated": …}} or {@code
 * {"reason": …, "message": …}}. An answer without an end is of a process that was ended.
 */
public final class SqlWorker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration GRACE = Duration.ofSeconds(2);

  private SqlWorker() {}

  /** The process: megabytes of memory, threads, megabytes of disk. */
  public static void main(String[] args) throws Exception {
    DuckDbLimits limits =
        new DuckDbLimits(
            Long.parseLong(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2]));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (DuckDb database = DuckDb.open(limits)) {
      byte[] asked = System.in.readAllBytes();
      if (asked.length > 0) {
        answer(JSON.readValue(asked, SqlRequest.class), database, out);
      }
    }
  }

  private static void answer(SqlRequest request, DuckDb database, PrintStream out) {
    // Whoever asked ends this process in time, unless it has gone itself.
    new Timer("sql-end", true)
        .schedule(
            new TimerTask() {
              @Override
              public void run() {
                Runtime.getRuntime().halt(1);
              }
            },
            request.timeoutMs() + GRACE.toMillis());
    Object end;
    try {
      SqlConsole console = new SqlConsole(request.views(), database);
      boolean truncated =
          console.read(
              request.sql(),
              Duration.ofMillis(request.timeoutMs()),
              rows -> write(rows, request, out));
      end = Map.of("truncated", truncated);
    } catch (RefusedSqlException e) {
      end = ended(Reason.REFUSED, e.getMessage());
    } catch (UnreadableLakeException e) {
      end = ended(Reason.UNREADABLE, e.getMessage());
    } catch (SQLTimeoutException e) {
      end = ended(Reason.TIMEOUT, e.getMessage());
    } catch (SQLException e) {
      end = ended(Reason.FAILED, e.getMessage());
    } catch (OutOfMemoryError e) {
      end = ended(Reason.FAILED, "A row is larger than a query may take");
    }
    out.println(Json.write(end));
    out.flush();
    // What the query left running or holds is of no more use.
    Runtime.getRuntime().halt(0);
  }

  private static boolean write(SqlRows rows, SqlRequest request, PrintStream out)
      throws SQLException {
    out.println(Json.write(rows.columns()));
    long bytes = 0;
    int written = 0;
    for (List<Object> row = rows.next(); row != null; row = rows.next()) {
      String line = Json.write(row);
      bytes += line.length();
      if (written == request.maxRows() || bytes > request.maxBytes()) {
        return true;
      }
      out.println(line);
      written++;
    }
    return false;
  }

  private static Map<String, String> ended(Reason reason, String message) {
    return Map.of("reason", reason.name(), "message", String.valueOf(message));
  }
}
