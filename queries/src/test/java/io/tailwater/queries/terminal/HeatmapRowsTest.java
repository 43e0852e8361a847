package io.tailwater.queries.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatmapRowsTest {
  private static final double[][] SHARES = {{1, 0, 0}, {0.2, 0.79, 0.01}, {0, 0, 0}};

  @Test
  void withoutAScaleOfColoursThereAreShades() {
    HeatmapRows shades = new HeatmapRows(TerminalColours.BASIC, true);
    HeatmapRows ascii = new HeatmapRows(TerminalColours.NONE, false);

    assertThat(text(shades.draw(SHARES, 3, 1), TerminalColours.BASIC))
        .containsExactly(" ░", " █", "█▒");
    assertThat(text(ascii.draw(SHARES, 3, 2), TerminalColours.NONE))
        .containsExactly("  ..", "  ##", "##::");
  }

  @Test
  void withOneALineHoldsTwoRows() {
    HeatmapRows colours = new HeatmapRows(TerminalColours.FULL, true);

    List<Line> drawn = colours.draw(SHARES, 3, 1);

    assertThat(drawn).hasSize(2);
    assertThat(drawn.get(0).text(TerminalColours.NONE)).isEqualTo(" ▄");
    assertThat(drawn.get(1).text(TerminalColours.NONE)).isEqualTo("▄▀");
    assertThat(drawn.get(1).text(TerminalColours.FULL)).startsWith("\033[38;2;253;231;37m▄\033[0m");
    assertThat(drawn.get(1).text(TerminalColours.PALETTE)).contains("38;5;").contains("48;5;");
  }

  @Test
  void moreIsBrighter() {
    HeatmapRows colours = new HeatmapRows(TerminalColours.FULL, false);
    int before = 0;
    for (int i = 1; i <= 20; i++) {
      double[][] one = {{i / 20.0}};
      String[] codes = colours.draw(one, 1, 1).get(0).text(TerminalColours.FULL).split("[;m]");
      int green = Integer.parseInt(codes[3]);
      assertThat(green).as("share %d of 20", i).isGreaterThan(before);
      before = green;
    }
  }

  @Test
  void theScaleIsAsWideAsAskedFor() {
    for (TerminalColours colours : TerminalColours.values()) {
      assertThat(new HeatmapRows(colours, true).scale(10).width()).isEqualTo(10);
    }
  }

  private static List<String> text(List<Line> lines, TerminalColours colours) {
    return lines.stream().map(line -> line.text(colours)).toList();
  }
}
