package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.FieldList.Kind;

/**
 * Cuts a JSON object into fields, those of objects in it under {@code a.b}. It takes what RFC 8259
 * takes and nothing else, in bytes that are UTF-8, to a depth of {@link #MAX_DEPTH}; no line, deep
 * as it may be, takes more stack than another. Arrays stay as they are written.
 */
final class JsonScan implements FieldScan {
  static final int MAX_DEPTH = 64;

  static final String TOO_DEEP = "at most " + MAX_DEPTH + " levels of objects and arrays";

  private final Failure failure;
  private final FieldList fields;
  private final FieldNames names;
  private final JsonValues values;
  private final JsonSkeleton skeleton;
  private final int[] nodes = new int[MAX_DEPTH + 1];
  private byte[] scratch = new byte[64];
  private byte[] b;
  private int to;
  private int at;
  private int depth;
  private boolean opened;
  private int before;

  JsonScan(FieldList fields, Failure failure) {
    this.fields = fields;
    this.failure = failure;
    this.names = fields.names();
    this.values = new JsonValues(failure);
    this.skeleton = new JsonSkeleton(fields, values);
  }

  @Override
  public boolean scan(byte[] bytes, int from, int end) {
    fields.start();
    SkeletonNode known = skeleton.walk(bytes, from, end);
    if (fields.shape() != null) {
      return true;
    }
    b = bytes;
    to = end;
    if (known.parent != null) {
      goOn(known);
    } else if (!begin(from)) {
      return false;
    }
    if (!rest()) {
      return false;
    }
    skeleton.learn(known, b, from, to);
    return true;
  }

  @Override
  public int ahead(byte[] bytes, int from, int end) {
    return skeleton.ahead(bytes, from, end);
  }

  private boolean begin(int from) {
    at = JsonValues.space(b, from, to);
    depth = 1;
    nodes[1] = FieldNames.ROOT;
    opened = true;
    before = FieldNames.ROOT;
    return expect('{', "'{' opening an object");
  }

  /** Takes the state that reading the line up to and with the value would have led to. */
  private void goOn(SkeletonNode value) {
    at = skeleton.at();
    depth = value.depth;
    opened = false;
    before = value.name;
    int node = value.name;
    for (int i = depth; i > 0; i--) {
      node = names.parent(node);
      nodes[i] = node;
    }
  }

  private boolean rest() {
    while (depth > 0) {
      at = JsonValues.space(b, at, to);
      if (at < to && b[at] == '}') {
        depth--;
        opened = false;
        at++;
      } else if (!(opened || comma()) || !member()) {
        return false;
      }
    }
    int after = JsonValues.space(b, at, to);
    return after == to || failed("end of line after the object", after);
  }

  private boolean comma() {
    boolean there = expect(',', "',' or '}' after a value");
    at = JsonValues.space(b, at, to);
    return there;
  }

  private boolean member() {
    int begin = at;
    if (!expect('"', opened ? "'\"' opening a name, or '}'" : "'\"' opening a name")) {
      return false;
    }
    int node = names.following(before, nodes[depth], b, at, to);
    int end;
    if (node != FieldNames.ROOT) {
      end = at + names.keyLength(node);
    } else {
      end = values.string(b, at, to);
      if (end < 0) {
        return false;
      }
      node = child(at, end);
    }
    before = node;
    at = JsonValues.space(b, end + 1, to);
    if (!expect(':', "':' after a name")) {
      return false;
    }
    at = JsonValues.space(b, at, to);
    opened = false;
    return value(node, begin);
  }

  private int child(int from, int end) {
    if (!values.escaped()) {
      int node = names.child(nodes[depth], b, from, end);
      if (node != FieldNames.OTHER) {
        names.follow(before, node);
      }
      return node;
    }
    if (scratch.length < end - from) {
      scratch = new byte[end - from];
    }
    return names.child(nodes[depth], scratch, 0, Escapes.decode(b, from, end, scratch, 0));
  }

  private boolean value(int node, int begin) {
    if (at < to && b[at] == '{' && node != FieldNames.OTHER && open(node)) {
      return depth <= MAX_DEPTH || failed(TOO_DEEP, at - 1);
    }
    int from = at;
    int end = values.end(b, at, to, depth);
    if (end < 0) {
      return false;
    }
    at = end;
    if (node == FieldNames.OTHER) {
      fields.add(node, Kind.NESTED, begin, end);
      return true;
    }
    switch (b[from]) {
      case '"' ->
          fields.addText(node, values.escaped() ? Kind.ESCAPED : Kind.TEXT, b, from + 1, end - 1);
      case '{', '[' -> fields.add(node, Kind.NESTED, from, end);
      case 'n' -> fields.add(node, Kind.NULL, from, end);
      default -> fields.add(node, Kind.WORD, from, end);
    }
    return true;
  }

  /** Goes into the object at hand; not into one without fields, which is kept as a value. */
  private boolean open(int node) {
    int first = JsonValues.space(b, at + 1, to);
    if (first < to && b[first] == '}') {
      return false;
    }
    at++;
    depth++;
    opened = true;
    if (depth <= MAX_DEPTH) {
      nodes[depth] = node;
    }
    return true;
  }

  private boolean expect(char c, String want) {
    if (at < to && b[at] == c) {
      at++;
      return true;
    }
    return failed(want, at);
  }

  private boolean failed(String want, int place) {
    failure.words(RejectReason.BAD_JSON, want, place, to);
    return false;
  }
}
