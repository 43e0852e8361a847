package io.tailwater.queries.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * Pictures, one after the other. On a terminal each is written over the one before, without
 * clearing it first, which would flicker, and on the other screen, so that what was there before
 * comes back. Elsewhere a blank line parts them.
 */
public final class Screen implements AutoCloseable {
  /** The other screen, no cursor, no new line where one is too long. */
  private static final String OPEN = "\033[?1049h\033[?25l\033[?7l";

  private static final String CLOSE = "\033[0m\033[?7h\033[?25h\033[?1049l";
  private static final String HOME = "\033[H";
  private static final String CLEAR_REST_OF_LINE = "\033[K";
  private static final String CLEAR_REST = "\033[J";

  private final PrintWriter out;
  private final Terminal terminal;
  private boolean begun;
  private boolean closed;

  public Screen(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows lines; what does not fit is left out. */
  public synchronized void show(List<Line> lines, TerminalSize size, String sign) {
    if (closed) {
      return;
    }
    StringBuilder picture = new StringBuilder();
    if (terminal.isThere()) {
      picture.append(begun ? HOME : OPEN + HOME);
    } else if (begun) {
      picture.append('\n');
    }
    begun = true;
    int fitting = terminal.isThere() ? Math.min(lines.size(), size.lines()) : lines.size();
    for (int i = 0; i < fitting; i++) {
      Line line = lines.get(i).cutTo(size.columns(), sign);
      // A line feed behind the last line would scroll.
      boolean last = i + 1 == size.lines();
      picture.append(line.text(terminal.colours())).append(end(line, last, size));
    }
    if (terminal.isThere() && fitting < size.lines()) {
      picture.append(CLEAR_REST);
    }
    out.print(picture);
    out.flush();
  }

  private String end(Line line, boolean last, TerminalSize size) {
    if (!terminal.isThere()) {
      return "\n";
    }
    // Behind a line as wide as the terminal the cursor stands on its last character.
    String clear = line.width() < size.columns() ? CLEAR_REST_OF_LINE : "";
    return last ? clear : clear + "\r\n";
  }

  /** Gives the terminal back as it was; nothing is shown from then on. */
  @Override
  public synchronized void close() {
    if (begun && !closed && terminal.isThere()) {
      out.print(CLOSE);
      out.flush();
    }
    closed = true;
  }
}
