package io.tailwater.queries.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessTerminalTest {

  @Test
  void theSizeIsLinesAndColumnsWhereSomebodyKnowsIt() {
    assertThat(ProcessTerminal.parse("24 80\n")).contains(new TerminalSize(80, 24));
    assertThat(ProcessTerminal.parse("0 0")).isEmpty();
    assertThat(ProcessTerminal.parse("")).isEmpty();
    assertThat(ProcessTerminal.parse("stty: bad")).isEmpty();
  }

  @Test
  void elseItIsThatOfTheVariables() {
    assertThat(ProcessTerminal.ofVariables(Map.of("COLUMNS", "120", "LINES", "50")))
        .isEqualTo(new TerminalSize(120, 50));
    assertThat(ProcessTerminal.ofVariables(Map.of("COLUMNS", "wide")))
        .isEqualTo(new TerminalSize(80, 40));
  }
}
