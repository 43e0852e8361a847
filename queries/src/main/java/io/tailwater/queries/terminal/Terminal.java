package io.tailwater.queries.terminal;

import java.util.function.IntConsumer;

/** Where something is shown, if it is a terminal. */
public interface Terminal {

  /** Whether it is one: else nothing may be written over, and nobody presses keys. */
  boolean isThere();

  /** Its size at this moment; of what is no terminal, what suits readers. */
  TerminalSize size();

  TerminalColours colours();

  /**
   * From now on keys are told one by one, by a thread of their own, and not shown.
   *
   * @param pressed told the character; several for keys that have none
   * @return to be closed: it makes the terminal as it was
   */
  Keys keys(IntConsumer pressed);

  /** Keys being told of. */
  interface Keys extends AutoCloseable {
    @Override
    void close();
  }
}
