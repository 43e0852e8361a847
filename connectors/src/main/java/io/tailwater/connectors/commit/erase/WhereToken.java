package io.tailwater.connectors.commit.erase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a predicate.
 *
 * @param kind what it is
 * @param text a word, symbol or number as written; of a text what it stands for
 * @param at position of its first character, from 1
 */
record WhereToken(Kind kind, String text, int at) {
  /** A number as a predicate has it, for a pattern. */
  static final String NUMBER = "[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";

  private static final Pattern NEXT =
      Pattern.compile(
          "(?<text>'(?:[^']|'')*')|(?<name>\"(?:[^\"])+\")|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>"
              + NUMBER
              + ")"
              + "|(?<symbol><=|>=|<>|!=|[=<>(),])");

  enum Kind {
    /** A column's name or a keyword. */
    WORD,
    /** A column's name in double quotes. */
    NAME,
    /** In single quotes. */
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  /** The pieces of a predicate, the end as the last one. */
  static List<WhereToken> of(String where) {
    List<WhereToken> tokens = new ArrayList<>();
    Matcher matcher = NEXT.matcher(where);
    int at = skipBlanks(where, 0);
    while (at < where.length()) {
      matcher.region(at, where.length());
      if (!matcher.lookingAt()) {
        throw WhereParser.wrong(at + 1, reasonFor(where.charAt(at)));
      }
      tokens.add(token(matcher, at + 1));
      at = skipBlanks(where, matcher.end());
    }
    tokens.add(new WhereToken(Kind.END, "", where.length() + 1));
    return tokens;
  }

  boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL)
        && text.toLowerCase(Locale.ROOT).equals(wordOrSymbol);
  }

  /** What to call it in a sentence. Values are not repeated: they may be what is to be erased. */
  String describe() {
    return switch (kind) {
      case WORD, SYMBOL -> "'" + text + "'";
      case NAME -> "\"" + text + "\"";
      case TEXT -> "a text";
      case NUMBER -> "a number";
      case END -> "the end";
    };
  }

  private static WhereToken token(Matcher matcher, int at) {
    String all = matcher.group();
    if (matcher.group("text") != null) {
      return new WhereToken(Kind.TEXT, all.substring(1, all.length() - 1).replace("''", "'"), at);
    }
    if (matcher.group("name") != null) {
      return new WhereToken(Kind.NAME, all.substring(1, all.length() - 1), at);
    }
    if (matcher.group("word") != null) {
      return new WhereToken(Kind.WORD, all, at);
    }
    return new WhereToken(matcher.group("number") != null ? Kind.NUMBER : Kind.SYMBOL, all, at);
  }

  private static String reasonFor(char c) {
    return c == '\'' || c == '"'
        ? "a quote is opened and not closed"
        : "there is a character that has no meaning here";
  }

  private static int skipBlanks(String where, int from) {
    int at = from;
    while (at < where.length() && Character.isWhitespace(where.charAt(at))) {
      at++;
    }
    return at;
  }
}
