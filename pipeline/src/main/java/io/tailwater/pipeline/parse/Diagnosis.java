package io.tailwater.pipeline.parse;

/**
 * Why a line is no event, in words: where, what was wanted, what was found.
 *
 * @param reason the reason
 * @param column where in the line, counted in characters from 1
 * @param want what the format asks for there
 * @param got what stands there
 */
public record Diagnosis(RejectReason reason, int column, String want, String got) {

  /** One line: {@code column 214: want '"' closing $http_user_agent, got end of line}. */
  public String text() {
    return "column " + column + ": want " + want + ", got " + got;
  }

  /** The same of a line that so many characters were put before. */
  Diagnosis after(int characters) {
    return new Diagnosis(reason, column + characters, want, got);
  }

  /** The text with control characters as escapes, so that it stays on its line. */
  public static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7F) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
