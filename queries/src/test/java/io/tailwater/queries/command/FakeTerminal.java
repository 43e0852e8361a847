package io.tailwater.queries.command;

import io.tailwater.queries.terminal.Terminal;
import io.tailwater.queries.terminal.TerminalColours;
import io.tailwater.queries.terminal.TerminalSize;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** A terminal of some size on which a test presses the keys. */
final class FakeTerminal implements Terminal {
  private final AtomicReference<IntConsumer> reader = new AtomicReference<>();
  private final TerminalColours colours;
  private volatile TerminalSize size;

  FakeTerminal(int columns, int lines, TerminalColours colours) {
    this.colours = colours;
    size = new TerminalSize(columns, lines);
  }

  void resize(int columns, int lines) {
    size = new TerminalSize(columns, lines);
  }

  void press(char key) {
    reader.get().accept(key);
  }

  /** Whether keys are told of now. */
  boolean reads() {
    return reader.get() != null;
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public TerminalSize size() {
    return size;
  }

  @Override
  public TerminalColours colours() {
    return colours;
  }

  @Override
  public Keys keys(IntConsumer pressed) {
    reader.set(pressed);
    return () -> reader.set(null);
  }
}
