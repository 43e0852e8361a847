package io.tailwater.queries.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalColoursTest {

  @Test
  void whatATerminalHasGoesByItsVariables() {
    String palette = "xterm-256color";
    assertThat(of("TERM", palette, "COLORTERM", "truecolor")).isEqualTo(TerminalColours.FULL);
    assertThat(of("TERM", "xterm", "COLORTERM", "24bit")).isEqualTo(TerminalColours.FULL);
    assertThat(of("TERM", "xterm-direct", "COLORTERM", "")).isEqualTo(TerminalColours.FULL);
    assertThat(of("TERM", palette, "COLORTERM", "yes")).isEqualTo(TerminalColours.PALETTE);
    assertThat(of("TERM", "linux", "COLORTERM", "")).isEqualTo(TerminalColours.BASIC);
    assertThat(of("TERM", "dumb", "COLORTERM", "truecolor")).isEqualTo(TerminalColours.NONE);
    assertThat(TerminalColours.of(Map.of())).isEqualTo(TerminalColours.NONE);
  }

  @Test
  void whoeverWantsNoColoursGetsNone() {
    assertThat(of("TERM", "xterm-256color", "NO_COLOR", "1")).isEqualTo(TerminalColours.MONOCHROME);

    Style style = Style.of(new Colour(0xff0000, 31)).inBold();
    assertThat(TerminalColours.MONOCHROME.over("x", style)).isEqualTo("\033[1mx\033[0m");
    assertThat(TerminalColours.NONE.over("x", style)).isEqualTo("x");
  }

  @Test
  void aColourIsToldAsTheTerminalKnowsIt() {
    Style style = Style.of(new Colour(0xff8700, 33), new Colour(0x000000, 30));

    assertThat(TerminalColours.FULL.over("x", style))
        .isEqualTo("\033[38;2;255;135;0;48;2;0;0;0mx\033[0m");
    assertThat(TerminalColours.PALETTE.over("x", style))
        .isEqualTo("\033[38;5;208;48;5;16mx\033[0m");
    assertThat(TerminalColours.BASIC.over("x", style)).isEqualTo("\033[33;40mx\033[0m");
  }

  private static TerminalColours of(String name, String value, String other, String otherValue) {
    return TerminalColours.of(Map.of(name, value, other, otherValue));
  }
}
