package io.tailwater.queries.terminal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Keys as they are pressed. Ctrl-C still ends the process; Ctrl-Z is off, as whoever came back to
 * the shell that way would find its terminal changed.
 */
final class TerminalKeys implements Terminal.Keys {
  private final Optional<String> before;
  private boolean closed;

  private TerminalKeys(Optional<String> before) {
    this.before = before;
  }

  static TerminalKeys begin(IntConsumer pressed) {
    Optional<String> before = ProcessTerminal.stty("-g");
    TerminalKeys keys = new TerminalKeys(before);
    if (before.isPresent()) {
      ProcessTerminal.stty("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
      Thread reader = new Thread(() -> read(pressed), "keys");
      reader.setDaemon(true);
      reader.start();
    }
    return keys;
  }

  private static void read(IntConsumer pressed) {
    try (InputStream keys = new FileInputStream(ProcessTerminal.DEVICE)) {
      for (int key = keys.read(); key >= 0; key = keys.read()) {
        pressed.accept(key);
      }
    } catch (IOException e) {
      // The terminal has gone; whoever writes to it will find out.
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      before.ifPresent(ProcessTerminal::stty);
    }
  }
}
