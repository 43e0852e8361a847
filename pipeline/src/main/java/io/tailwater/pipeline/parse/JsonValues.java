package io.tailwater.pipeline.parse;

/** Finds where JSON values end, and checks them on the way. */
final class JsonValues {
  /** What a method answers instead of a place when there is no value; {@link Failure} knows. */
  private static final int NONE = -1;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final Failure failure;
  private final int[] starts = new int[JsonScan.MAX_DEPTH];
  private boolean escaped;
  private int[] ends;
  private int base;

  JsonValues(Failure failure) {
    this.failure = failure;
  }

  /**
   * Remembers where each name and value ends within the array or object that is looked at next,
   * which lies between these places: then {@link #endOf} tells it without another look.
   */
  void remember(int from, int to) {
    base = from;
    if (ends == null || ends.length < to - from) {
      ends = new int[Math.max(1024, (to - from) * 3 / 2)];
    }
  }

  /** Where the name or value ends that begins at {@code at} in what is remembered. */
  int endOf(int at) {
    return ends[at - base];
  }

  /** True when the last string had a backslash in it. */
  boolean escaped() {
    return escaped;
  }

  /** The first place that is no white space. */
  static int space(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] <= ' ' && isSpace(b[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /**
   * Where the value at {@code at} ends; negative when there is none.
   *
   * @param depth levels that are open around it
   */
  int end(byte[] b, int at, int to, int depth) {
    if (at == to) {
      return failed("a value", at, to);
    }
    return switch (b[at]) {
      case '"' -> {
        int quote = string(b, at + 1, to);
        yield quote < 0 ? NONE : quote + 1;
      }
      case '{', '[' -> nested(b, at, to, depth);
      case 't' -> word(b, at, to, TRUE);
      case 'f' -> word(b, at, to, FALSE);
      case 'n' -> word(b, at, to, NULL);
      default -> number(b, at, to);
    };
  }

  /** Where the quote is that closes the string whose text begins at {@code from}; or negative. */
  int string(byte[] b, int from, int to) {
    escaped = false;
    int at = from;
    while (true) {
      at = ByteScan.endOfText(b, at, to);
      if (at == to) {
        return failed("'\"' closing a string", at, to);
      }
      if (b[at] == '"') {
        return at;
      }
      if (b[at] != '\\') {
        return failed("control characters in a string as escapes", at, to);
      }
      escaped = true;
      int length = escape(b, at, to);
      if (length == 0) {
        return failed("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000", at, to);
      }
      at += length;
    }
  }

  /** How long the escape is; 0 when it is none. */
  private static int escape(byte[] b, int at, int to) {
    if (to - at < 2) {
      return 0;
    }
    return switch (b[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> Escapes.isHex(b, at + 2, to, 4) ? 6 : 0;
      default -> 0;
    };
  }

  private int word(byte[] b, int at, int to, byte[] word) {
    return ByteScan.matches(b, at, to, word) ? at + word.length : failed("a value", at, to);
  }

  private int number(byte[] b, int from, int to) {
    int at = b[from] == '-' ? from + 1 : from;
    int whole = digits(b, at, to);
    if (whole == at) {
      return failed(at == from ? "a value" : "a digit", at, to);
    }
    if (b[at] == '0' && whole > at + 1) {
      return failed("no digit after a leading 0", at + 1, to);
    }
    at = whole;
    if (at < to && b[at] == '.') {
      int end = digits(b, at + 1, to);
      if (end == at + 1) {
        return failed("a digit", end, to);
      }
      at = end;
    }
    if (at < to && (b[at] | 0x20) == 'e') {
      at += at + 1 < to && (b[at + 1] == '+' || b[at + 1] == '-') ? 2 : 1;
      int end = digits(b, at, to);
      if (end == at) {
        return failed("a digit", end, to);
      }
      at = end;
    }
    return at;
  }

  private static int digits(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] >= '0' && b[at] <= '9') {
      at++;
    }
    return at;
  }

  /** An array or object. The bits of a word remember what is open, so none takes any stack. */
  private int nested(byte[] b, int from, int to, int depth) {
    long objects = 0;
    int open = 0;
    int at = from;
    boolean after = false;
    while (true) {
      at = space(b, at, to);
      boolean object = (objects & 1) != 0;
      if (open > 0 && at < to && b[at] == (object ? '}' : ']')) {
        objects >>>= 1;
        at++;
        after = true;
        open--;
        ended(starts[open], at);
        if (open == 0) {
          return at;
        }
        continue;
      }
      if (after && (at == to || b[at] != ',')) {
        return failed(object ? "',' or '}' after a value" : "',' or ']' after a value", at, to);
      }
      at = after ? space(b, at + 1, to) : at;
      at = object ? name(b, at, to) : at;
      if (at >= 0 && at < to && (b[at] == '{' || b[at] == '[')) {
        if (depth + open == JsonScan.MAX_DEPTH) {
          return failed(JsonScan.TOO_DEEP, at, to);
        }
        starts[open++] = at;
        objects = objects << 1 | (b[at++] == '{' ? 1 : 0);
        after = false;
      } else {
        int value = at;
        at = at < 0 ? at : end(b, at, to, depth);
        ended(value, at);
        after = true;
      }
      if (at < 0) {
        return NONE;
      }
    }
  }

  private void ended(int from, int end) {
    if (ends != null && from >= 0) {
      ends[from - base] = end;
    }
  }

  /** Where the value begins whose name stands at {@code at}; or negative. */
  private int name(byte[] b, int at, int to) {
    if (at == to || b[at] != '"') {
      return failed("'\"' opening a name", at, to);
    }
    int quote = string(b, at + 1, to);
    if (quote < 0) {
      return NONE;
    }
    ended(at, quote + 1);
    int colon = space(b, quote + 1, to);
    return colon < to && b[colon] == ':'
        ? space(b, colon + 1, to)
        : failed("':' after a name", colon, to);
  }

  private int failed(String want, int at, int to) {
    failure.words(RejectReason.BAD_JSON, want, at, to);
    return NONE;
  }
}
