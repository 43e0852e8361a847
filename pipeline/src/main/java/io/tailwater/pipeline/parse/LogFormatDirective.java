package io.tailwater.pipeline.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the text out of a statement as it stands in nginx's configuration: {@code log_format main
 * escape=default '…' '…';}. Its quoted pieces follow each other without anything between. Both of
 * nginx's escapes are decoded wherever they stand, so which one it is does not matter.
 */
final class LogFormatDirective {
  private static final Pattern STATEMENT =
      Pattern.compile("\\s*log_format\\s+\\S+\\s+(?:escape=\\w+\\s+)?(.*?);?\\s*", Pattern.DOTALL);
  private static final Pattern PIECE =
      Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)", Pattern.DOTALL);

  private LogFormatDirective() {}

  /** The format's text; the argument itself when it is no such statement. */
  static String text(String format) {
    Matcher statement = STATEMENT.matcher(format);
    if (!statement.matches()) {
      return format;
    }
    StringBuilder text = new StringBuilder();
    Matcher piece = PIECE.matcher(statement.group(1));
    while (piece.find()) {
      for (int group = 1; group <= 3; group++) {
        text.append(piece.group(group) == null ? "" : piece.group(group));
      }
    }
    return text.toString();
  }
}
