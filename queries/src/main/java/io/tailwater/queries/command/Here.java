package io.tailwater.queries.command;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * Where and when a command is run.
 *
 * @param clock what {@code now} means
 * @param colour whether stdout is a terminal whose reader wants colours
 * @param unicode whether block characters and arrows can be shown; else ASCII takes their place
 */
record Here(Clock clock, boolean colour, boolean unicode) {
  /** The launcher says by it that the locale, which it changes for Java, has no UTF-8. */
  private static final String GLYPHS = "TAILWATER_GLYPHS";

  /** This process: colours only on a terminal, and never with {@code NO_COLOR}. */
  static Here ofProcess() {
    boolean colour = Ansi.AUTO.enabled() && !System.getenv().containsKey("NO_COLOR");
    return new Here(Clock.systemUTC(), colour, unicode(System.getenv(), Charset.defaultCharset()));
  }

  /** By the variable that decides it, else by the locale, else by what Java writes. */
  static boolean unicode(Map<String, String> environment, Charset written) {
    String glyphs = environment.get(GLYPHS);
    if (glyphs != null) {
      return !glyphs.equals("ascii");
    }
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(environment::get)
        .filter(locale -> locale != null && !locale.isEmpty())
        .findFirst()
        .map(locale -> locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
        .orElse(written.equals(StandardCharsets.UTF_8));
  }

  /** A text of this program's with signs that can be shown here, each as wide as before. */
  String shown(String text) {
    return unicode
        ? text
        : text.replace('–', '-').replace('…', '~').replace('▲', '^').replace('▼', 'v');
  }
}
