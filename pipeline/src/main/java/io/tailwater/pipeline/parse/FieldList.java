package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of one line, in their order, as places in its bytes. Of several with one name only the
 * last one counts.
 */
final class FieldList {
  /** What a value is. */
  enum Kind {
    /** Text without its quotes. */
    TEXT,
    /** Text with escapes in it. */
    ESCAPED,
    /** Text in which two quotes stand for one. */
    DOUBLED,
    /** A number, true or false. */
    WORD,
    /** An array or object that stays as it is written. */
    NESTED,
    /** Nothing, or a dash. */
    NULL,
    /** Another field of the same name came later. */
    REPLACED
  }

  private final FieldNames names;
  private static final Kind[] KINDS = Kind.values();

  /** This kind and those after it say nothing. */
  private static final int FIRST_NULL = Kind.NULL.ordinal();

  private static final int ESCAPED = Kind.ESCAPED.ordinal();
  private static final int DOUBLED = Kind.DOUBLED.ordinal();

  private FieldName[] named = new FieldName[64];
  private int[] nodes = new int[64];
  private byte[] kinds = new byte[64];
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int size;
  private int line;
  private boolean escaped;
  private boolean odd;
  private long replaced;
  private FieldShape shape;
  private long nulls;
  private long nested;

  FieldList(FieldNames names) {
    this.names = names;
  }

  FieldNames names() {
    return names;
  }

  /** Turns to the next line. */
  void start() {
    size = 0;
    line++;
    escaped = false;
    odd = false;
    shape = null;
  }

  /** Adds a text, which is null when it is nothing or a dash. */
  void addText(int node, Kind kind, byte[] b, int begin, int end) {
    add(node, saysNothing(b, begin, end) ? Kind.NULL : kind, begin, end);
  }

  static boolean saysNothing(byte[] b, int begin, int end) {
    return end - begin < 2 && (begin == end || b[begin] == '-');
  }

  void add(int node, Kind kind, int begin, int end) {
    if (size == named.length) {
      named = Arrays.copyOf(named, size * 2);
      nodes = Arrays.copyOf(nodes, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
      from = Arrays.copyOf(from, size * 2);
      to = Arrays.copyOf(to, size * 2);
    }
    FieldName name = names.name(node);
    if (node == FieldNames.OTHER) {
      odd = true;
    } else if (name.line == line) {
      kinds[name.place] = (byte) Kind.REPLACED.ordinal();
      replaced++;
      odd = true;
    }
    put(size, kind, begin, end);
    name(size++, node);
  }

  /**
   * Puts a value at its place, one of the first {@link FieldShape#MOST_FIELDS}, without its name:
   * either {@link #name(int, int)} or {@link #areShaped} follows.
   */
  void put(int i, Kind kind, int begin, int end) {
    kinds[i] = (byte) kind.ordinal();
    from[i] = begin;
    to[i] = end;
    escaped |= kind == Kind.ESCAPED || kind == Kind.DOUBLED;
  }

  /** Names the value that was put at that place, as no other one of the line is named. */
  void name(int i, int node) {
    FieldName name = names.name(node);
    if (node != FieldNames.OTHER) {
      name.line = line;
      name.place = i;
    }
    named[i] = name;
    nodes[i] = node;
  }

  /** So many values were put and named. */
  void areNamed(int count) {
    size = count;
  }

  /** All values were put, and their names are those of the shape; the bits say which are what. */
  void areShaped(FieldShape known, long nullBits, long nestedBits) {
    shape = known;
    size = known.size();
    nulls = nullBits;
    nested = nestedBits;
  }

  /** What the line looks like; null when that is not known. */
  FieldShape shape() {
    return shape;
  }

  /** The fields that are null, of a line whose shape is known. */
  long nulls() {
    return nulls;
  }

  /** The fields that are arrays or objects, of a line whose shape is known. */
  long nested() {
    return nested;
  }

  /** Makes {@link #name(int)} hold for a line whose shape is known. */
  void spellOut() {
    shape.copyNames(named);
  }

  /** What the line looks like, with names that are known by now. */
  FieldShape newShape() {
    return new FieldShape(named, size);
  }

  /** True when a name came twice or found no room. */
  boolean isOdd() {
    return odd;
  }

  /** The field's name as {@link FieldNames} has it, of a line whose shape is not known. */
  int node(int i) {
    return nodes[i];
  }

  int size() {
    return size;
  }

  /** True when a text is not what it is written as. */
  boolean isEscaped() {
    return escaped;
  }

  /** True when the field says nothing, or another one says it again. */
  boolean isNull(int i) {
    return kinds[i] >= FIRST_NULL;
  }

  FieldName name(int i) {
    return named[i];
  }

  Kind kind(int i) {
    return KINDS[kinds[i]];
  }

  int from(int i) {
    return from[i];
  }

  int to(int i) {
    return to[i];
  }

  /** All places lie so many bytes further on, in a copy where escapes are decoded in place. */
  void moveAndDecode(byte[] copy, int by) {
    for (int i = 0; i < size; i++) {
      from[i] += by;
      to[i] += by;
      if (kinds[i] == ESCAPED) {
        to[i] = Escapes.decode(copy, from[i], to[i], copy, from[i]);
        if (saysNothing(copy, from[i], to[i])) {
          kinds[i] = (byte) Kind.NULL.ordinal();
          nulls |= shape == null ? 0 : 1L << i;
        } else if (!Utf8.isValid(copy, from[i], to[i])) {
          to[i] = replaceInvalid(copy, from[i], to[i]);
        }
      } else if (kinds[i] == DOUBLED) {
        to[i] = singleQuotes(copy, from[i], to[i]);
      }
    }
  }

  /** Bytes that are no UTF-8 were four each, as {@code \\xff}; U+FFFD is three. */
  private static int replaceInvalid(byte[] b, int begin, int end) {
    String text = new String(b, begin, end - begin, StandardCharsets.UTF_8);
    byte[] valid = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(valid, 0, b, begin, valid.length);
    return begin + valid.length;
  }

  private static int singleQuotes(byte[] b, int begin, int end) {
    int out = begin;
    for (int in = begin; in < end; in++) {
      b[out++] = b[in];
      in += b[in] == '"' ? 1 : 0;
    }
    return out;
  }

  /** How many fields so far were followed by one of the same name in their line. */
  long replaced() {
    return replaced;
  }
}
