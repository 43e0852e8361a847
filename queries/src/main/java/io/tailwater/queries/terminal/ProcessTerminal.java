package io.tailwater.queries.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * That of this process, by the programs that every Unix has for it: Java knows neither the size of
 * a terminal nor how to read a key before its line ends.
 */
public final class ProcessTerminal implements Terminal {
  static final File DEVICE = new File("/dev/tty");

  private static final int COLUMNS = 80;
  private static final int LINES = 40;
  private static final int SECONDS = 5;

  private final Map<String, String> environment;
  private final boolean there;

  public ProcessTerminal() {
    environment = System.getenv();
    there = isTerminal();
  }

  @Override
  public boolean isThere() {
    return there;
  }

  @Override
  public TerminalColours colours() {
    return there ? TerminalColours.of(environment) : TerminalColours.NONE;
  }

  @Override
  public TerminalSize size() {
    Optional<TerminalSize> told =
        there ? stty("size").flatMap(ProcessTerminal::parse) : Optional.empty();
    return told.orElseGet(() -> ofVariables(environment));
  }

  @Override
  public Keys keys(IntConsumer pressed) {
    return there ? TerminalKeys.begin(pressed) : () -> {};
  }

  /** What {@code stty size} says: lines and columns; of a serial line it says 0. */
  static Optional<TerminalSize> parse(String said) {
    String[] parts = said.strip().split(" ");
    if (parts.length != 2
        || !parts[0].matches("[1-9]\\d{0,4}")
        || !parts[1].matches("[1-9]\\d{0,4}")) {
      return Optional.empty();
    }
    return Optional.of(new TerminalSize(Integer.parseInt(parts[1]), Integer.parseInt(parts[0])));
  }

  /** What the variables say, where nobody knows it better. */
  static TerminalSize ofVariables(Map<String, String> environment) {
    return new TerminalSize(
        number(environment.get("COLUMNS"), COLUMNS), number(environment.get("LINES"), LINES));
  }

  private static int number(String text, int otherwise) {
    return text == null || !text.matches("[1-9]\\d{0,4}") ? otherwise : Integer.parseInt(text);
  }

  private static boolean isTerminal() {
    try {
      Process test =
          new ProcessBuilder("sh", "-c", "test -t 1")
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      return test.waitFor(SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What {@code stty} says of the terminal; empty where it says nothing. */
  static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(DEVICE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor(SECONDS, TimeUnit.SECONDS) && stty.exitValue() == 0
          ? Optional.of(said.strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
