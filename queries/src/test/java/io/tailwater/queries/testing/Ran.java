package io.tailwater.queries.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** What a command left behind. */
public record Ran(int exitCode, String out, String err) {

  /** Runs a command as it is. */
  public static Ran of(CommandLine command, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  /** The lines of stdout. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
