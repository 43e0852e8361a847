package io.tailwater.pipeline.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** What a process writes, confirms and renames, in the order that the kernel was asked in. */
public final class Strace implements AutoCloseable {
  private static final Pattern CALL =
      Pattern.compile("(\\d+) +(\\w+)\\((?:\\d+<([^>]*)>)?(.*)", Pattern.DOTALL);
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)");

  /**
   * A call that has succeeded. It stands where it ended, writes where they began.
   *
   * @param name of the call
   * @param file what it was about; empty for a rename
   * @param arguments the other arguments, texts shortened
   */
  public record Call(String name, String file, String arguments) {
    public boolean isWrite() {
      return name.contains("write") || name.startsWith("send");
    }

    public boolean isSync() {
      return name.equals("fsync") || name.equals("fdatasync");
    }
  }

  private final Process process;
  private final Path output;

  private Strace(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Returns once it records; skips the test where that is not allowed. */
  public static Strace attach(JobProcess traced, Path directory) {
    Programs.require(List.of("strace"));
    try {
      Path output = directory.resolve("strace.out");
      Process process =
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-y",
                  "-s",
                  "80",
                  "-e",
                  "trace=write,pwrite64,writev,sendto,sendmsg,fsync,fdatasync,/rename.*",
                  "-o",
                  output.toString(),
                  "-p",
                  Long.toString(traced.pid()))
              .redirectErrorStream(true)
              .start();
      BufferedReader said = process.inputReader();
      String line = said.readLine();
      if (line == null || !line.contains("attached")) {
        Assumptions.abort("strace cannot attach to a process here: " + line);
      }
      return new Strace(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the recording and returns it. */
  public List<Call> calls() {
    close();
    List<Call> calls = new ArrayList<>();
    Map<String, Call> unfinished = new HashMap<>();
    try {
      for (String line : Files.readAllLines(output)) {
        Matcher call = CALL.matcher(line);
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
          Call begun = unfinished.remove(resumed.group(1));
          if (begun != null && !begun.isWrite() && line.contains(" = 0")) {
            calls.add(begun);
          }
        } else if (call.matches()) {
          String file = call.group(3) == null ? "" : call.group(3);
          Call seen = new Call(call.group(2), file, call.group(4));
          if (line.contains("<unfinished ...>")) {
            unfinished.put(call.group(1), seen);
          }
          if (seen.isWrite() || line.endsWith(" = 0")) {
            calls.add(seen);
          }
        }
      }
      return calls;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
