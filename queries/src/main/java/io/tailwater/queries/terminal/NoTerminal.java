package io.tailwater.queries.terminal;

import java.util.function.IntConsumer;

/**
 * A pipe or a file: no colours, no keys.
 *
 * @param size what suits whoever reads it
 */
public record NoTerminal(TerminalSize size) implements Terminal {
  private static final TerminalSize USUAL = new TerminalSize(80, 40);

  /** One of the usual size. */
  public NoTerminal() {
    this(USUAL);
  }

  @Override
  public boolean isThere() {
    return false;
  }

  @Override
  public TerminalColours colours() {
    return TerminalColours.NONE;
  }

  @Override
  public Keys keys(IntConsumer pressed) {
    return () -> {};
  }
}
