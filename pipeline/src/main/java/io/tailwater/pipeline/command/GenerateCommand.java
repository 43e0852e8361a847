package io.tailwater.pipeline.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code generate}: realistic traffic. */
@Command(name = "generate", mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("generate comes with the next commit");
  }
}
