package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.SettledFormat;
import java.io.PrintStream;

/** Says how a source is read that leaves it to a look at its lines, and why. */
final class FormatNews {
  private final String source;
  private final PrintStream err;

  FormatNews(String source, PrintStream err) {
    this.source = source;
    this.err = err;
  }

  void chosen(SettledFormat found, FirstLines first, String why) {
    say("format auto is " + found.format() + " in " + first.file() + ": " + why);
  }

  void remembered(SettledFormat before) {
    say("read as " + text(before) + ", as an earlier start has settled");
  }

  /** What is seen now is not what was settled. */
  void otherFormat(String format, FirstLines first, String why) {
    say(
        "but "
            + first.file()
            + " looks like "
            + format
            + " now: "
            + why
            + " What it cannot read becomes rejects; name the format to have it read otherwise.");
  }

  void header(SettledFormat found, FirstLines first, SettledFormat before) {
    String names = first.file() + " names the columns " + String.join(", ", found.columns());
    boolean other = before != null && !before.columns().equals(found.columns());
    say(
        "the header of "
            + names
            + (other
                ? "; before, they were "
                    + String.join(", ", before.columns())
                    + ": each file is read by its own header"
                : ""));
  }

  void noHeader(SettledFormat before, FirstLines first) {
    say(
        first.file()
            + " begins without a header: its columns are those that an earlier start has settled, "
            + String.join(", ", before.columns()));
  }

  private static String text(SettledFormat format) {
    return format.columns().isEmpty()
        ? format.format()
        : format.format() + " of " + String.join(", ", format.columns());
  }

  private void say(String what) {
    err.println("source " + source + ": " + what);
  }
}
