package io.tailwater.queries.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HereTest {

  @Test
  void whatCanBeShownGoesByTheLocale() {
    assertThat(Here.unicode(Map.of("LANG", "de_DE.UTF-8"), US_ASCII)).isTrue();
    assertThat(Here.unicode(Map.of("LANG", "C.utf8"), US_ASCII)).isTrue();
    assertThat(Here.unicode(Map.of("LANG", "en_US.UTF-8", "LC_ALL", "C"), UTF_8)).isFalse();
    assertThat(Here.unicode(Map.of("LC_ALL", "", "LANG", "C.UTF-8"), US_ASCII)).isTrue();
    assertThat(Here.unicode(Map.of(), UTF_8)).isTrue();
    assertThat(Here.unicode(Map.of(), US_ASCII)).isFalse();
  }

  @Test
  void theLauncherKnowsTheLocaleBetter() {
    assertThat(Here.unicode(Map.of("TAILWATER_GLYPHS", "ascii", "LC_ALL", "C.UTF-8"), UTF_8))
        .isFalse();
    assertThat(Here.unicode(Map.of("TAILWATER_GLYPHS", "unicode", "LC_ALL", "C"), US_ASCII))
        .isTrue();
  }

  @Test
  void eachSignHasOneAsWideInAscii() {
    assertThat(new Here(Clock.systemUTC(), false, false).shown("▲ – …")).isEqualTo("^ - ~");
    assertThat(new Here(Clock.systemUTC(), false, true).shown("▲ – …")).isEqualTo("▲ – …");
  }

  @Test
  void aProcessWithoutATerminalHasNoColours() {
    assertThat(Here.ofProcess().colour()).isFalse();
  }
}
