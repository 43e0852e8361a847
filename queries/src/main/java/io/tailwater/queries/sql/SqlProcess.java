package io.tailwater.queries.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.TemporaryDirectory;
import io.tailwater.queries.sql.SqlEndedException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link SqlWorker} from outside. Its memory is bounded by the kernel where there is a {@code
 * ulimit -d}, and whatever it writes is below a directory that goes with it.
 */
final class SqlProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Java itself, and what DuckDB holds beside the memory that it counts. */
  private static final long OWN_MIB = 352;

  private final TemporaryDirectory directory;
  private final Process process;
  private volatile SqlEndedException ended;

  private SqlProcess(TemporaryDirectory directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /** Starts one, which then waits to be asked. */
  static SqlProcess start(DuckDbLimits limits) throws IOException {
    TemporaryDirectory temporary = TemporaryDirectory.create("sql");
    Path directory = temporary.path();
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/bin/sh"))) {
      String bound = "ulimit -c 0; ulimit -d \"$0\" 2>/dev/null; exec \"$@\"";
      command.addAll(List.of("/bin/sh", "-c", bound));
      command.add(Long.toString((limits.memoryMiB() + OWN_MIB) << 10));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=24m",
            "-XX:MaxMetaspaceSize=64m",
            "-XX:-UsePerfData",
            "-XX:ErrorFile=" + directory.resolve("hs_err"),
            "-Djava.io.tmpdir=" + directory,
            "-Duser.home=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            SqlWorker.class.getName(),
            Long.toString(limits.memoryMiB()),
            Integer.toString(limits.threads()),
            Long.toString(limits.temporaryMiB())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    try {
      return new SqlProcess(temporary, builder.start());
    } catch (IOException | RuntimeException e) {
      temporary.closeAfter(e);
      throw e;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Asks it, once.
   *
   * @throws SqlEndedException when there is no result
   */
  SqlResult ask(SqlRequest request) throws JsonProcessingException {
    try (OutputStream in = process.getOutputStream()) {
      JSON.writeValue(in, request);
    } catch (IOException e) {
      // It has ended meanwhile, which is found when its answer is read.
      process.destroyForcibly();
    }
    List<String> rows = new ArrayList<>();
    String columns = null;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("{")) {
          return result(columns, rows, JSON.readTree(line));
        }
        if (columns == null) {
          columns = line;
        } else {
          rows.add(line);
        }
      }
    } catch (IOException e) {
      // The rest of what an ended process said.
      rows.clear();
    }
    throw ended != null
        ? ended
        : new SqlEndedException(
            Reason.FAILED, "The query needs more memory than it may take, or is too complex");
  }

  /** Ends it, whatever it does; {@link #ask} then throws this. */
  void end(SqlEndedException why) {
    ended = why;
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + directory.path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SqlResult result(String columns, List<String> rows, JsonNode end)
      throws JsonProcessingException {
    if (end.has("reason")) {
      throw ended != null
          ? ended
          : new SqlEndedException(
              Reason.valueOf(end.path("reason").asText()), end.path("message").asText());
    }
    List<SqlColumn> named = JSON.readValue(columns, new TypeReference<List<SqlColumn>>() {});
    return new SqlResult(named, rows, end.path("truncated").asBoolean());
  }
}
