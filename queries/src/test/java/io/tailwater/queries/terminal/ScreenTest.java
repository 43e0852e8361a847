package io.tailwater.queries.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final TerminalSize SIZE = new TerminalSize(4, 3);

  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);

  @Test
  void aTerminalIsWrittenOverAndGivenBack() {
    Screen screen = new Screen(out, terminal());
    screen.show(lines("a", "bcdefg"), SIZE, "…");

    assertThat(taken())
        .isEqualTo("\033[?1049h\033[?25l\033[?7l\033[Ha\033[K\r\nbcd\033[2m…\033[0m\r\n\033[J");

    screen.show(lines("1", "2", "3", "4"), SIZE, "…");
    assertThat(taken()).isEqualTo("\033[H1\033[K\r\n2\033[K\r\n3\033[K");

    screen.close();
    assertThat(taken()).isEqualTo("\033[0m\033[?7h\033[?25h\033[?1049l");
    screen.close();
    screen.show(lines("late"), SIZE, "…");
    assertThat(taken()).isEmpty();
  }

  /** Behind a full line the cursor stands on its last character, which clearing would take away. */
  @Test
  void aFullLineLosesNothing() {
    new Screen(out, terminal()).show(lines("1234", "1234", "1234"), SIZE, "…");

    assertThat(taken()).endsWith("1234\r\n1234\r\n1234");
  }

  @Test
  void elsewhereBlankLinesPartThePictures() {
    Screen screen = new Screen(out, new NoTerminal(SIZE));
    screen.show(lines("1", "2", "3", "4"), SIZE, "…");
    screen.show(lines("5"), SIZE, "…");
    screen.close();

    assertThat(taken()).isEqualTo("1\n2\n3\n4\n\n5\n");
  }

  private String taken() {
    String text = written.toString();
    written.getBuffer().setLength(0);
    return text;
  }

  private static List<Line> lines(String... texts) {
    return List.of(texts).stream().map(text -> new Line().add(text)).toList();
  }

  private static Terminal terminal() {
    return new Terminal() {
      @Override
      public boolean isThere() {
        return true;
      }

      @Override
      public TerminalSize size() {
        return SIZE;
      }

      @Override
      public TerminalColours colours() {
        return TerminalColours.BASIC;
      }

      @Override
      public Keys keys(IntConsumer pressed) {
        return () -> {};
      }
    };
  }
}
