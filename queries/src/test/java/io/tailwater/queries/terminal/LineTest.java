package io.tailwater.queries.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final String[] PIECES = {"a", "/", "é", "e\u0301", "日", "🚀", " ", "█", "\u200b"};

  @Test
  void widthsAreThoseOfATerminal() {
    assertThat(new Line().add("/日本").width()).isEqualTo(5);
    assertThat(new Line().add("e\u0301\u200b").width()).isEqualTo(1);
    assertThat(new Line().add("🚀x").width()).isEqualTo(3);
  }

  @Test
  void whatDoesNotFitIsCut() {
    Line line = new Line().add("/日本x");

    assertThat(line.cutTo(6, "…").text(TerminalColours.NONE)).isEqualTo("/日本x");
    assertThat(line.cutTo(5, "…").text(TerminalColours.NONE)).isEqualTo("/日…");
    assertThat(line.cutTo(1, "…").text(TerminalColours.NONE)).isEqualTo("…");
    assertThat(line.cutTo(0, "…").text(TerminalColours.NONE)).isEmpty();
  }

  @Test
  void aCutLineIsNeverLongerThanAllowed() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      Line line = new Line();
      for (int j = random.nextInt(40); j > 0; j--) {
        line.add(
            PIECES[random.nextInt(PIECES.length)], random.nextBoolean() ? Style.BOLD : Style.DIM);
      }
      int columns = random.nextInt(50);
      Line cut = line.cutTo(columns, "…");
      assertThat(cut.width()).as("seed %d", seed).isLessThanOrEqualTo(columns);
      assertThat(cut.width())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(Math.min(line.width(), columns - 1));
    }
  }

  @Test
  void stylesAreWrittenOnceForAllThatHaveThemAndBlanksAtTheEndAreNot() {
    Line line = Line.of("ab", Style.BOLD).add("cd", Style.BOLD).addRight("7", 8, Style.PLAIN);

    assertThat(line.padTo(20).text(TerminalColours.BASIC)).isEqualTo("\033[1mabcd\033[0m   7");
    assertThat(Line.of(" ", Style.REVERSED).text(TerminalColours.BASIC))
        .isEqualTo("\033[7m \033[0m");
  }

  @Test
  void whatIsFadedHasNoHue() {
    Colour red = new Colour(0xff0000, 31);

    assertThat(Line.of("x", Style.of(red, red)).faded().text(TerminalColours.FULL))
        .isEqualTo("\033[2;38;2;76;76;76;48;2;76;76;76mx\033[0m");
  }
}
