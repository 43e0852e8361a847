package io.tailwater.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * A command that was run in this process, which is quicker than one of its own: for what a command
 * says and does, not for how it is killed or stopped.
 *
 * @param code with which it ended
 * @param output both streams
 */
public record CommandHere(int code, String output) {

  /** Runs {@code tailwater args…} to its end. */
  public static CommandHere run(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    PrintStream err = System.err;
    System.setErr(both);
    try {
      PrintWriter out = new PrintWriter(both, true, StandardCharsets.UTF_8);
      int code = PipelineMain.run(out, out, args);
      return new CommandHere(code, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(err);
    }
  }
}
