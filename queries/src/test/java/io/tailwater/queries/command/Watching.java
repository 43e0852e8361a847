package io.tailwater.queries.command;

import io.tailwater.queries.testing.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import picocli.CommandLine;

/** {@code top --watch} in a thread of its own, and what stands on its terminal. */
final class Watching implements AutoCloseable {
  private final StringWriter out = new StringWriter();
  private final FakeTerminal terminal;
  private final CompletableFuture<Integer> ended;

  Watching(AnswerLake lake, FakeTerminal terminal, String... args) {
    this.terminal = terminal;
    Here here = new Here(Clock.fixed(AnswerLake.NOW, ZoneOffset.UTC), true, true);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--watch", "--every", "1", "--set", "lake.warehouse=" + lake.warehouse()));
    CommandLine line = new CommandLine(new TopCommand(here, () -> terminal));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    ended = CompletableFuture.supplyAsync(() -> line.execute(all.toArray(String[]::new)));
  }

  void until(String what, Predicate<String> condition) throws Exception {
    Waiting.until(what, () -> condition.test(picture()));
  }

  /** The newest picture that is whole, without styles; empty before the first. */
  String picture() {
    String[] pictures = out.toString().split("\033\\[H", -1);
    // Whatever comes before the first one opens the screen; the last one may be half written.
    String last = pictures.length < 2 ? "" : pictures[Math.max(1, pictures.length - 2)];
    return last.replaceAll("\033\\[[?0-9;]*[a-zA-Z]", "").replace("\r\n", "\n");
  }

  int exitCode() throws Exception {
    return ended.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    if (!ended.isDone()) {
      terminal.press('q');
    }
    ended.get(30, TimeUnit.SECONDS);
  }
}
