package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;

/**
 * Reads ordinary lines of a format in one pass, and leaves all others to {@link LineParser}.
 *
 * <p>Nearly all lines of a log are alike: plain ASCII without a backslash, values where they are
 * wanted, numbers of a few digits, a time that is the last line's, a method and a protocol seen
 * before, one address. This class knows those and nothing else. It looks at each byte once: the end
 * of a value, the end of the line and whether its text may be used as it stands are one question,
 * see {@link TextScan}; values are stored as soon as they end; numbers are read while their end is
 * looked for; and what closes a value is compared as a word.
 *
 * <p>Whatever it meets that it does not know, it gives up, without a reason. The line is then read
 * from its beginning by the parser that knows all, which also says what is wrong with one. So
 * nothing is decided here twice and differently: <em>a line that is read here is read there to the
 * same row</em>. For that, nothing that is done here before the line's end may last: a row given up
 * is dropped, and no value is counted or numbered anew. {@code OrdinaryLinesTest} holds the two to
 * each other on good and on damaged lines of many formats.
 *
 * <p>Bytes are looked at in words, beyond a value's end and even beyond the line's, never beyond
 * the array's: lines that end in its last {@link #AHEAD} bytes are left to the other.
 */
final class OrdinaryLines {
  /** The line is none that is read here. */
  static final int NONE = -1;

  private static final int AHEAD = 64;
  private static final long QUOTE = TextScan.eight('"');
  private static final long SPACE = TextScan.eight(' ');
  private static final long QUESTION = TextScan.eight('?');

  /** All up to the quote, as no target has them. */
  private static final long TARGET = TextScan.eight('"' + 1);

  private static final long HTTP = 'H' | 'T' << 8 | 'T' << 16 | 'P' << 24 | (long) '/' << 32;
  private static final int HTTP_LENGTH = 5;
  private static final int WORD = 8;

  private final OrdinaryStep[] steps;
  private final byte[] head;
  private final OrdinaryLines tail;
  private final EventColumns columns;
  private final RowText text;
  private final RowValues values;
  private final RowFacts facts;

  private OrdinaryLines(OrdinaryStep[] steps, byte[] head, OrdinaryLines tail, RowParts parts) {
    this.steps = steps;
    this.head = head;
    this.tail = tail;
    this.columns = parts.columns();
    this.text = parts.text();
    this.values = parts.values();
    this.facts = parts.facts();
  }

  /** Reads lines of the format; null when none of its lines can be read that way. */
  static OrdinaryLines of(LogFormat format, Target[] targets, OrdinaryLines tail, RowParts parts) {
    OrdinaryStep[] steps = OrdinaryStep.of(format.steps(), targets, parts.columns());
    return steps == null || !OrdinaryStep.isPlain(format.head())
        ? null
        : new OrdinaryLines(steps, format.head(), tail, parts);
  }

  /**
   * Fills the row from the line that starts at {@code from}, without what follows from its values.
   *
   * @param limit where the last line ends that has no line feed
   * @return where the line's line feed stands, or {@code limit}; {@link #NONE} for a line that is
   *     not ordinary, the row is to be dropped then
   */
  int read(byte[] b, int from, int limit, int row) {
    text.start(b, true, row);
    facts.start();
    return cut(b, from, limit, row);
  }

  private int cut(byte[] b, int from, int limit, int row) {
    if (!ByteScan.matches(b, from, limit, head)) {
      return NONE;
    }
    int at = from + head.length;
    int last = b.length - AHEAD;
    for (OrdinaryStep step : steps) {
      if (at > last || at < 0) {
        return NONE;
      }
      at = step(b, at, last, row, step);
    }
    return at < 0 ? NONE : end(b, at, limit, row);
  }

  private int step(byte[] b, int at, int last, int row, OrdinaryStep step) {
    return switch (step.kind) {
      case OrdinaryStep.COLUMN -> column(b, at, last, row, step);
      case OrdinaryStep.USER_AGENT -> userAgent(b, at, last, row, step);
      case OrdinaryStep.REFERER -> referer(b, at, last, row, step);
      case OrdinaryStep.CLIENT -> client(b, at, last, step);
      case OrdinaryStep.TIME_LOCAL -> time(b, at, row, step);
      case OrdinaryStep.REQUEST -> request(b, at, last, row, step);
      case OrdinaryStep.STATUS -> status(b, at, last, row, step);
      case OrdinaryStep.BYTES -> bytes(b, at, last, row, step);
      case OrdinaryStep.SECONDS -> seconds(b, at, last, row, step);
      default -> text(b, at, last, step);
    };
  }

  private int end(byte[] b, int at, int limit, int row) {
    if (at >= limit) {
      return at == limit ? at : NONE;
    }
    if (b[at] == '\n') {
      return at;
    }
    if (b[at] == '\r') {
      return at + 1 == limit || b[at + 1] == '\n' ? at + 1 : NONE;
    }
    return tail == null ? NONE : tail.cut(b, at, limit, row);
  }

  /** Where the text ends that starts at {@code at}; NONE when it is not closed there. */
  private static int textEnd(byte[] b, int at, int last, OrdinaryStep step) {
    int end = TextScan.end(b, at, step.limit, step.stop);
    return end <= last && step.closes(b, end) && !(step.isList && goesOn(b, end)) ? end : NONE;
  }

  /** True for what joins the parts of a list, and for some that are none. */
  private static boolean goesOn(byte[] b, int end) {
    return b[end] == ' '
        && (b[end + 1] == ':' || end > 0 && (b[end - 1] == ',' || b[end - 1] == ';'));
  }

  private static boolean isNothing(byte[] b, int from, int to) {
    return to - from <= 1 && (from == to || b[from] == '-');
  }

  private int text(byte[] b, int at, int last, OrdinaryStep step) {
    int end = textEnd(b, at, last, step);
    if (end == NONE) {
      return NONE;
    }
    boolean put = isNothing(b, at, end) && !step.isTime || values.put(b, at, end, step.target);
    return put ? end + step.closeLength : NONE;
  }

  private int column(byte[] b, int at, int last, int row, OrdinaryStep step) {
    int end = textEnd(b, at, last, step);
    if (end == NONE) {
      return NONE;
    }
    if (!isNothing(b, at, end)) {
      step.column.set(row, b, at, end - at);
    }
    return end + step.closeLength;
  }

  private int userAgent(byte[] b, int at, int last, int row, OrdinaryStep step) {
    long endAndHash = TextScan.endAndHash(b, at);
    int end = (int) (endAndHash >>> 32);
    if (end > last || !step.closes(b, end)) {
      return NONE;
    }
    if (!isNothing(b, at, end)) {
      facts.client.userAgent(row, b, at, end - at, (int) endAndHash);
    }
    return end + step.closeLength;
  }

  /** One with a query string, or with a space in it, is left to {@link #text}. */
  private int referer(byte[] b, int at, int last, int row, OrdinaryStep step) {
    int end = TextScan.end(b, at, TARGET, QUESTION);
    if (end > last || !step.closes(b, end)) {
      return text(b, at, last, step);
    }
    if (!isNothing(b, at, end)) {
      columns.referer.set(row, b, at, end - at);
    }
    return end + step.closeLength;
  }

  private int client(byte[] b, int at, int last, OrdinaryStep step) {
    int end = textEnd(b, at, last, step);
    if (end == NONE) {
      return NONE;
    }
    if (!isNothing(b, at, end)) {
      facts.client.single(at, end, step.target.key());
    }
    return end + step.closeLength;
  }

  private int time(byte[] b, int at, int row, OrdinaryStep step) {
    int end = at + EventTime.LOCAL_WIDTH;
    return step.closes(b, end) && values.local(b, at, end, row) ? end + step.closeLength : NONE;
  }

  private int request(byte[] b, int at, int last, int row, OrdinaryStep step) {
    long word = ByteScan.word(b, at);
    int length = TextScan.before(word, SPACE);
    int target = at + length + 1;
    if (length == 0 || length == WORD || b[target] != '/') {
      return NONE;
    }
    int mark = TextScan.end(b, target, TARGET, QUESTION);
    int space = mark;
    if (mark <= last && b[mark] == '?') {
      space = TextScan.end(b, mark + 1, TARGET, SPACE);
    }
    if (space > last || b[space] != ' ') {
      return NONE;
    }
    int end = protocol(b, space + 1, row, step);
    if (end == NONE || !facts.request.setKnownMethod(row, b, at, length)) {
      return NONE;
    }
    columns.path.set(row, b, target, mark - target);
    if (mark < space) {
      facts.request.query(mark + 1, space);
    }
    return end;
  }

  private int protocol(byte[] b, int at, int row, OrdinaryStep step) {
    long word = ByteScan.word(b, at);
    int length = TextScan.before(word, QUOTE);
    return length > HTTP_LENGTH
            && TextScan.first(word, HTTP_LENGTH) == HTTP
            && step.closes(b, at + length)
            && facts.request.setKnownProtocol(row, b, at, length)
        ? at + length + step.closeLength
        : NONE;
  }

  private int status(byte[] b, int at, int last, int row, OrdinaryStep step) {
    long word = ByteScan.word(b, at);
    if (TextScan.digits(word) != 3 || !step.closes(b, at + 3)) {
      return text(b, at, last, step);
    }
    int status = (int) TextScan.number(word, 3);
    if (status < RowValues.STATUS_MIN || status > RowValues.STATUS_MAX) {
      return NONE;
    }
    columns.status.set(row, status);
    return at + 3 + step.closeLength;
  }

  private int bytes(byte[] b, int at, int last, int row, OrdinaryStep step) {
    long word = ByteScan.word(b, at);
    int digits = TextScan.digits(word);
    if (digits == 0 || digits == WORD || !step.closes(b, at + digits)) {
      return text(b, at, last, step);
    }
    columns.bytes.set(row, TextScan.number(word, digits));
    return at + digits + step.closeLength;
  }

  /** Seconds and milliseconds as nginx writes them; a double holds so many exactly. */
  private int seconds(byte[] b, int at, int last, int row, OrdinaryStep step) {
    long word = ByteScan.word(b, at);
    int digits = TextScan.digits(word);
    int point = at + digits;
    long fraction = ByteScan.word(b, point + 1);
    if (digits == 0
        || digits == WORD
        || b[point] != '.'
        || TextScan.digits(fraction) != 3
        || !step.closes(b, point + 4)) {
      return text(b, at, last, step);
    }
    long millis = TextScan.number(word, digits) * 1000 + TextScan.number(fraction, 3);
    columns.latencyMs.set(row, millis);
    return point + 4 + step.closeLength;
  }
}
