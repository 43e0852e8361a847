package io.tailwater.queries.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a filter.
 *
 * @param kind what it is
 * @param text its text; of a text or quoted name, what is within the quotes
 * @param place index of its first character
 */
record Token(Kind kind, String text, int place) {

  /** What a token is. */
  enum Kind {
    WORD,
    NAME,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  /**
   * All pieces of a filter, the end last.
   *
   * @throws FilterException at the first character that begins none
   */
  static List<Token> of(String filter) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < filter.length()) {
      char c = filter.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '\'' || c == '"') {
        at = quoted(filter, at, tokens);
      } else {
        int end = at + 1;
        Kind kind;
        if (Character.isDigit(c) || (c == '-' && isDigit(filter, at + 1))) {
          kind = Kind.NUMBER;
          while (end < filter.length() && isOfNumber(filter, end)) {
            end++;
          }
        } else if (Character.isLetter(c) || c == '_') {
          kind = Kind.WORD;
          while (end < filter.length() && isOfWord(filter.charAt(end))) {
            end++;
          }
        } else if ("=<>!(),".indexOf(c) >= 0) {
          kind = Kind.SIGN;
          if (end < filter.length() && isTwo(filter.substring(at, end + 1))) {
            end++;
          }
        } else {
          throw new FilterException(at, "'" + c + "'", "a column, a value or a comparison");
        }
        tokens.add(new Token(kind, filter.substring(at, end), at));
        at = end;
      }
    }
    tokens.add(new Token(Kind.END, "", filter.length()));
    return tokens;
  }

  boolean is(String wanted) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.toLowerCase(Locale.ROOT).equals(wanted);
  }

  /** How it is named in an error. */
  String shown() {
    return kind == Kind.END ? "its end" : "'" + text + "'";
  }

  private static int quoted(String filter, int start, List<Token> tokens) {
    char quote = filter.charAt(start);
    StringBuilder text = new StringBuilder();
    for (int at = start + 1; at < filter.length(); at++) {
      if (filter.charAt(at) != quote) {
        text.append(filter.charAt(at));
      } else if (at + 1 < filter.length() && filter.charAt(at + 1) == quote) {
        text.append(quote);
        at++;
      } else {
        tokens.add(new Token(quote == '"' ? Kind.NAME : Kind.TEXT, text.toString(), start));
        return at + 1;
      }
    }
    throw new FilterException(start, "a quote", "another one that closes it");
  }

  private static boolean isDigit(String filter, int at) {
    return at < filter.length() && Character.isDigit(filter.charAt(at));
  }

  private static boolean isOfNumber(String filter, int at) {
    char c = filter.charAt(at);
    boolean exponent = "+-".indexOf(c) >= 0 && "eE".indexOf(filter.charAt(at - 1)) >= 0;
    return Character.isDigit(c) || c == '.' || c == 'e' || c == 'E' || exponent;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean isTwo(String sign) {
    return sign.equals("<=") || sign.equals(">=") || sign.equals("<>") || sign.equals("!=");
  }
}
