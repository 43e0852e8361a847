package io.tailwater.pipeline.parse;

/**
 * One step of a {@link JsonSkeleton}: what a line has between a value and the next one, or behind
 * its last one. A node hangs below the node of the value before it.
 */
final class SkeletonNode {
  /** What comes behind the text. */
  enum Kind {
    /** A string; the text ends with the quote that opens it. */
    TEXT,
    /** Any other value. */
    VALUE,
    /** The end of the line. */
    END
  }

  private static final int WORD = 8;

  final byte[] text;
  final Kind kind;
  final SkeletonNode parent;

  /** The place of the value among the line's fields; of an end, how many fields there are. */
  final int place;

  /** The value's name as {@link FieldNames} has it. */
  final int name;

  /** How many objects are open around the value. */
  final int depth;

  /** The fields of lines that end here; null but for an end. */
  final FieldShape shape;

  SkeletonNode first;
  SkeletonNode sibling;

  private final long[] words;
  private final long last;
  private final long mask;

  private SkeletonNode(
      SkeletonNode parent, Kind kind, byte[] text, int name, int depth, FieldShape shape) {
    this.parent = parent;
    this.kind = kind;
    this.text = text;
    this.name = name;
    this.depth = depth;
    this.shape = shape;
    this.place = parent == null ? -1 : parent.place + 1;
    int whole = Math.max(0, text.length - 1) / WORD;
    this.words = new long[whole];
    for (int i = 0; i < whole; i++) {
      words[i] = ByteScan.word(text, i * WORD);
    }
    int rest = text.length - whole * WORD;
    long word = 0;
    for (int i = rest - 1; i >= 0; i--) {
      word = word << 8 | (text[whole * WORD + i] & 0xFF);
    }
    this.last = word;
    this.mask = rest == 0 ? 0 : -1L >>> (WORD - rest) * 8;
  }

  /** What stands above the first value of a line. */
  static SkeletonNode root() {
    return new SkeletonNode(null, Kind.VALUE, new byte[0], FieldNames.ROOT, 0, null);
  }

  static SkeletonNode value(SkeletonNode parent, byte[] text, boolean quoted, int name, int depth) {
    return new SkeletonNode(parent, quoted ? Kind.TEXT : Kind.VALUE, text, name, depth, null);
  }

  static SkeletonNode end(SkeletonNode parent, byte[] text, FieldShape shape) {
    return new SkeletonNode(parent, Kind.END, text, FieldNames.ROOT, 0, shape);
  }

  /**
   * True when the text stands at {@code at}, and what the node wants behind it does too.
   *
   * @param open whether the line may end before {@code to}
   */
  boolean isAt(byte[] b, int at, int to, boolean open) {
    int behind = at + text.length;
    if (behind > to) {
      return false;
    }
    int p = at;
    if (at > b.length - WORD * (words.length + 1)) {
      if (!ByteScan.matches(b, at, to, text)) {
        return false;
      }
    } else {
      for (long word : words) {
        if (ByteScan.word(b, p) != word) {
          return false;
        }
        p += WORD;
      }
      if (((ByteScan.word(b, p) ^ last) & mask) != 0) {
        return false;
      }
    }
    return switch (kind) {
      case TEXT -> true;
      case VALUE -> behind < to && JsonSkeleton.opensValue(b, behind, to);
      case END -> behind == to || open && isLineEnd(b, behind, to);
    };
  }

  private static boolean isLineEnd(byte[] b, int at, int to) {
    return b[at] == '\n' || b[at] == '\r' && at + 1 < to && b[at + 1] == '\n';
  }

  /** How many nodes hang below this one. */
  int children() {
    int count = 0;
    for (SkeletonNode child = first; child != null; child = child.sibling) {
      count++;
    }
    return count;
  }

  /** Hangs a node below this one, behind those that came before. */
  void add(SkeletonNode child) {
    if (first == null) {
      first = child;
      return;
    }
    SkeletonNode before = first;
    while (before.sibling != null) {
      before = before.sibling;
    }
    before.sibling = child;
  }
}
