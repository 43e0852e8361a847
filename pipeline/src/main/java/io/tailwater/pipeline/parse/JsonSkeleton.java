package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.FieldList.Kind;
import java.util.Arrays;

/**
 * Reads lines of JSON by what earlier lines had between their values.
 *
 * <p>A log is written by a program, and a program writes the same names in the same order with the
 * same punctuation around them, line after line: of a line of 600 bytes 380 are known before it is
 * read. A scanner takes the line apart all the same: quote, name, quote, colon, space or not,
 * quote, and a hash to find the name. What is known is better compared, eight bytes at a time, and
 * only the values are looked at.
 *
 * <p>What is known is a tree of {@link SkeletonNode}s. A node has the text from the end of a value
 * to the start of the next one, {@code ","http.request.method":"}, closing and opening quotes
 * included, so the text also says whether a string follows. The nodes below it are the texts that
 * came next in some line: fields that are there in every other line make the tree fork, and the
 * branches are tried in the order in which they were learnt. Braces of nested objects are part of
 * the texts. A branch ends with the text at the end of a line, and with the {@link FieldShape} of
 * such lines, which knows where the values go.
 *
 * <p>Nothing is taken on trust. Texts are compared in full. Of a string the end is found as the
 * scanner finds it; with a backslash or a character beyond ASCII in it the string is handed to
 * {@link JsonValues}, and so are numbers of more digits than a word holds, words and arrays. So
 * whatever is accepted here, {@link JsonScan} would have accepted with the same values. Where a
 * line goes on as none did before, it has not been read in vain: the scanner goes on from the last
 * value that was found, in the state that it would have come to by itself ({@link FieldNames} knows
 * all parents of a name), with the values so far in the list. When it has come to the end, the rest
 * of the line is learnt as a new branch. What is wrong with a line only the scanner says.
 *
 * <p>{@link #ahead} saves another pass. To find the end of a line, somebody must look at all its
 * bytes; here they are looked at in any case. No string goes beyond a line feed, a control
 * character, and no text that was learnt has one in it, so what is read without knowing where the
 * line ends cannot run into the next one; arrays, in which a line feed is white space, are given an
 * end first. What is beyond ASCII is checked where it stands, as nobody has seen yet whether the
 * line is UTF-8. A line that cannot be read in this way costs a second reading, so after several
 * such lines in a row ever more lines are not tried.
 *
 * <p>The tree cannot grow beyond {@link #MOST_NODES}, whatever the network sends: what does not fit
 * is not learnt. Of a log that is no two lines alike it would be full of branches that nobody comes
 * by again, and a log may be written by another program tomorrow. So every {@link #TRIAL} lines it
 * is asked whether more values were found in it than not; if it does not pay, it is cleared, and
 * not used for a while. Lines with a name twice, with names that found no room, or with more than
 * {@link FieldShape#MOST_FIELDS} fields are the scanner's.
 */
final class JsonSkeleton {
  private static final int MOST_NODES = 1024;
  private static final int MOST_CHILDREN = 8;
  private static final int MOST_TEXT = 512;

  /** After so many lines it is asked whether it pays. */
  private static final int TRIAL = 1024;

  /** It does not when a line has so many more values that were not found than such as were. */
  private static final int MOST_LOST = 2;

  /** Then so many lines are read without it until it is tried again, from nothing. */
  private static final int REST = 16 * TRIAL;

  /** So many lines at most pass until one is read ahead again, after lines that could not be. */
  private static final int MOST_PAUSE = 64;

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long BACKSLASH = '\\' * ONES;

  /** With this bit turned over, a quote stands below all of ASCII but the control characters. */
  private static final long TWO = 2 * ONES;

  /** A quote is below, and so is a control character; what else there is of ASCII is not. */
  private static final long BELOW = 0x21 * ONES;

  private static final long ZERO = '0' * ONES;

  /** Added to a byte, it sets the top bit of all from ten on. */
  private static final long NO_DIGIT = 0x76 * ONES;

  private final FieldList fields;
  private final FieldNames names;
  private final JsonValues values;
  private SkeletonNode root = SkeletonNode.root();
  private int nodes;
  private int lines;
  private int lost;
  private int rest;
  private int failures;
  private int pause;
  private int at;

  JsonSkeleton(FieldList fields, JsonValues values) {
    this.fields = fields;
    this.names = fields.names();
    this.values = values;
  }

  /**
   * Reads the line that begins at {@code from} without knowing where it ends or whether it is
   * UTF-8, if it is known all along: then it is, and the list has its fields.
   *
   * @return where it ends; {@code from} when it is no such line, or was not looked at
   */
  int ahead(byte[] b, int from, int to) {
    if (pause > 0 || rest > 0) {
      pause = Math.max(0, pause - 1);
      return from;
    }
    fields.start();
    if (walk(b, from, to, true).shape == null) {
      failures++;
      pause = failures == 1 ? 0 : Math.min(MOST_PAUSE, failures);
      return from;
    }
    failures = 0;
    count();
    return at;
  }

  /**
   * Goes along the line as far as it is known and puts the values into the list of fields, which is
   * empty.
   *
   * @return the end of a line that is known all along; otherwise the last value that is, or the
   *     root
   */
  SkeletonNode walk(byte[] b, int from, int to) {
    if (rest > 0) {
      rest--;
      return root;
    }
    count();
    SkeletonNode node = walk(b, from, to, false);
    if (node.shape == null) {
      for (SkeletonNode value = node; value != root; value = value.parent) {
        fields.name(value.place, value.name);
      }
      fields.areNamed(node.place + 1);
    }
    return node;
  }

  private void count() {
    if (++lines < TRIAL) {
      return;
    }
    if (lost > MOST_LOST * TRIAL) {
      root = SkeletonNode.root();
      nodes = 0;
      rest = REST;
    }
    lines = 0;
    lost = 0;
  }

  private SkeletonNode walk(byte[] b, int from, int to, boolean open) {
    SkeletonNode node = root;
    int next = from;
    long nulls = 0;
    long nested = 0;
    at = from;
    while (true) {
      SkeletonNode child = node.first;
      while (child != null && !child.isAt(b, next, to, open)) {
        child = child.sibling;
      }
      if (child == null) {
        return node;
      }
      int begin = next + child.text.length;
      int place = child.place;
      if (child.kind == SkeletonNode.Kind.TEXT) {
        int end = endOfText(b, begin, to);
        Kind kind = Kind.TEXT;
        if (end >= to || b[end] != '"') {
          end = values.string(b, begin, to);
          if (end < 0 || open && !Utf8.isValid(b, begin, end)) {
            return node;
          }
          kind = values.escaped() ? Kind.ESCAPED : Kind.TEXT;
        }
        if (end - begin < 2 && FieldList.saysNothing(b, begin, end)) {
          kind = Kind.NULL;
          nulls |= 1L << place;
        }
        fields.put(place, kind, begin, end);
        next = end;
        at = end + 1;
      } else if (child.kind == SkeletonNode.Kind.VALUE) {
        int end = number(b, begin, to);
        Kind kind = Kind.WORD;
        if (end < 0) {
          byte c = b[begin];
          boolean isNested = c == '[' || c == '{';
          int last = open && isNested ? ByteScan.indexOf(b, begin, to, (byte) '\n') : to;
          end = values.end(b, begin, last, child.depth);
          if (end < 0 || open && isNested && !Utf8.isValid(b, begin, end)) {
            return node;
          }
          kind = c == 'n' ? Kind.NULL : isNested ? Kind.NESTED : Kind.WORD;
          nulls |= c == 'n' ? 1L << place : 0;
          nested |= isNested ? 1L << place : 0;
        }
        fields.put(place, kind, begin, end);
        next = end;
        at = end;
      } else {
        fields.areShaped(child.shape, nulls, nested);
        at = begin;
        return child;
      }
      node = child;
    }
  }

  /** Where the line was known up to: behind the last value. */
  int at() {
    return at;
  }

  /** True when a value begins at {@code at} that is no string and no object with fields. */
  static boolean opensValue(byte[] b, int at, int to) {
    byte c = b[at];
    if (c == '{') {
      int first = JsonValues.space(b, at + 1, to);
      return first < to && b[first] == '}';
    }
    return c >= '0' && c <= '9' || c == '-' || c == '[' || c == 't' || c == 'f' || c == 'n';
  }

  /**
   * Index of the first quote, backslash, control character or byte of a longer one from {@code
   * from} on, which may lie beyond {@code to}; or {@code to}.
   */
  private static int endOfText(byte[] b, int from, int to) {
    int lastWord = b.length - 8;
    int at = from;
    for (; at < to && at <= lastWord; at += 8) {
      long word = ByteScan.word(b, at);
      long marks = ((word ^ TWO) - BELOW | (word ^ BACKSLASH) - ONES | word) & TOPS;
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    while (at < to && b[at] >= ' ' && b[at] != '"' && b[at] != '\\') {
      at++;
    }
    return at;
  }

  /**
   * Where the number at {@code from} ends when it is one of fewer than eight digits, or has as few
   * on either side of its point; negative for whatever else stands there.
   */
  private static int number(byte[] b, int from, int to) {
    if (from > b.length - 24) {
      return -1;
    }
    int whole = digits(b, from);
    if (whole == 0 || whole == 8 || b[from] == '0' && whole > 1) {
      return -1;
    }
    int end = from + whole;
    if (b[end] == '.') {
      int part = digits(b, end + 1);
      if (part == 0 || part == 8) {
        return -1;
      }
      end += part + 1;
    }
    return end > to || (b[end] | 0x20) == 'e' ? -1 : end;
  }

  /** How many digits stand at {@code at}; 8 for more. */
  private static int digits(byte[] b, int at) {
    long word = ByteScan.word(b, at) ^ ZERO;
    return Long.numberOfTrailingZeros((word + NO_DIGIT | word) & TOPS) >>> 3;
  }

  /**
   * Learns a line that was right and known as far as {@code known} only. One with a name twice, or
   * with one that found no room, is not learnt; nor is one with a carriage return at its end, which
   * would be taken for part of lines that it is the line break of.
   */
  void learn(SkeletonNode known, byte[] b, int from, int to) {
    if (rest > 0) {
      return;
    }
    int size = fields.size();
    lost += size - 2 * (known.place + 1);
    if (size == 0
        || size > FieldShape.MOST_FIELDS
        || fields.isOdd()
        || b[to - 1] == '\r'
        || nodes + size - known.place > MOST_NODES
        || known.children() == MOST_CHILDREN) {
      return;
    }
    SkeletonNode node = known;
    int begin = known == root ? from : fields.to(known.place);
    for (int i = known.place + 1; i < size; i++) {
      int end = fields.from(i);
      if (!isLearnable(b, begin, end)) {
        return;
      }
      int name = fields.node(i);
      byte[] text = Arrays.copyOfRange(b, begin, end);
      node = add(node, SkeletonNode.value(node, text, b[end - 1] == '"', name, names.depth(name)));
      begin = fields.to(i);
    }
    if (isLearnable(b, begin, to)) {
      byte[] text = Arrays.copyOfRange(b, begin, to);
      add(node, SkeletonNode.end(node, text, fields.newShape()));
    }
  }

  /** A record of a topic may have line feeds in it. */
  private static boolean isLearnable(byte[] b, int from, int to) {
    return to - from <= MOST_TEXT && ByteScan.indexOf(b, from, to, (byte) '\n') == to;
  }

  private SkeletonNode add(SkeletonNode parent, SkeletonNode child) {
    parent.add(child);
    nodes++;
    return child;
  }
}
