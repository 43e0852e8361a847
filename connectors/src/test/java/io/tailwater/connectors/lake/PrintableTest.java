package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void aLineStaysOneLine() {
    assertThat(Printable.line("/log/a\r\naudit: clean\u0085\tb"))
        .isEqualTo("/log/a··audit: clean··b");
  }

  @Test
  void whatATerminalWouldObeyIsReplacedInBothItsForms() {
    assertThat(Printable.line("\033[2Ka\u009b2Kb\u007f\0")).isEqualTo("·[2Ka·2Kb··");
  }

  @Test
  void lettersOfAllScriptsStay() {
    assertThat(Printable.line("/log/größe-日本-🙂.log")).isEqualTo("/log/größe-日本-🙂.log");
  }
}
