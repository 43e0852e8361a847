package io.tailwater.pipeline.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A command that has ended. */
record CommandRun(int code, String out, String err) {

  /** Runs a command on the lake in a warehouse. */
  static CommandRun of(Object command, Path warehouse, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> args = new ArrayList<>(List.of("--set", "lake.warehouse=" + warehouse));
    args.addAll(List.of(more));
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setParameterExceptionHandler(new UsageErrors())
            .setExecutionExceptionHandler(new Failures())
            .execute(args.toArray(String[]::new));
    return new CommandRun(code, out.toString(), err.toString());
  }
}
