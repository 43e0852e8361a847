package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.FieldList.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts the fields of one log record together: the attributes of its resource, its scope, its own
 * members and attributes, and last its time, so that what is said nearer to the event counts. The
 * values are copied, since those of a resource belong to many records.
 */
final class OtlpRecord {
  private static final byte[] ATTRIBUTES = name("attributes");
  private static final byte[] KEY = name("key");
  private static final byte[] VALUE = name("value");
  private static final byte[] VALUES = name("values");
  private static final byte[] BODY = name("body");
  private static final byte[] TIME = name("timeUnixNano");
  private static final byte[] OBSERVED = name("observedTimeUnixNano");
  private static final byte[] LIST = name("kvlistValue");
  private static final byte[] ARRAY = name("arrayValue");
  private static final int NONE = OtlpIndex.NONE;

  /** A list of lists is followed so far; the rest stays as it is written. */
  private static final int MAX_LISTS = 8;

  private final FieldList fields;
  private final FieldNames names;
  private final JsonPlaces json;
  private final int timeNode;
  private final int bodyNode;
  private final int scopeNode;
  private byte[] copy = new byte[1024];
  private int length;
  private byte[] b;
  private int to;
  private int time;
  private int observed;

  OtlpRecord(FieldList fields, JsonPlaces json) {
    this.fields = fields;
    this.names = fields.names();
    this.json = json;
    this.timeNode = names.admit(name("ts"));
    this.bodyNode = names.admit(BODY);
    this.scopeNode = names.admit(name("scope"));
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  /** The bytes that the fields lie in. */
  byte[] bytes() {
    return copy;
  }

  int length() {
    return length;
  }

  /** Fills the list from a record and what it belongs to, each an object or {@code NONE}. */
  void read(byte[] bytes, int end, int resource, int scope, int record) {
    b = bytes;
    to = end;
    length = 0;
    fields.start();
    attributes(FieldNames.ROOT, json.member(b, resource, to, ATTRIBUTES), 0);
    members(scopeNode, scope);
    members(FieldNames.ROOT, record);
    int at = isKnown(time) ? time : observed;
    if (isKnown(at)) {
      add(timeNode, at);
    }
  }

  /** A time of zero is one that is not known. */
  private boolean isKnown(int at) {
    return at != NONE && b[at] != '0' && (b[at] != '"' || b[at + 1] != '0');
  }

  private void members(int parent, int object) {
    time = NONE;
    observed = NONE;
    int at = object != NONE && b[object] == '{' ? json.first(b, object, to) : NONE;
    while (at != NONE) {
      int value = json.valueOf(b, at, to);
      if (JsonPlaces.isNamed(b, at, to, ATTRIBUTES)) {
        attributes(parent, value, 0);
      } else if (JsonPlaces.isNamed(b, at, to, BODY)) {
        any(bodyNode, at, value, 0);
      } else if (JsonPlaces.isNamed(b, at, to, TIME)) {
        time = value;
      } else {
        observed = JsonPlaces.isNamed(b, at, to, OBSERVED) ? value : observed;
        named(parent, at, value);
      }
      at = json.next(b, value, to);
    }
  }

  private void named(int parent, int name, int value) {
    int node = names.child(parent, b, name + 1, json.end(name) - 1);
    if (node == FieldNames.OTHER) {
      other(name, value);
    } else {
      add(node, value);
    }
  }

  /** A list of {@code {"key": …, "value": …}}. */
  private void attributes(int parent, int list, int lists) {
    for (int at = json.first(b, list, to); at != NONE; at = json.next(b, at, to)) {
      int key = NONE;
      int value = NONE;
      int name = b[at] == '{' ? json.first(b, at, to) : NONE;
      while (name != NONE) {
        int of = json.valueOf(b, name, to);
        key = JsonPlaces.isNamed(b, name, to, KEY) ? of : key;
        value = JsonPlaces.isNamed(b, name, to, VALUE) ? of : value;
        name = json.next(b, of, to);
      }
      if (key != NONE && b[key] == '"' && value != NONE) {
        any(child(parent, key), key, value, lists);
      }
    }
  }

  private int child(int parent, int key) {
    int end = json.end(key) - 1;
    if (ByteScan.indexOf(b, key, end, (byte) '\\') == end) {
      return names.child(parent, b, key + 1, end);
    }
    byte[] text = Arrays.copyOfRange(b, key + 1, end);
    int size = Escapes.decode(text, 0, text.length, text, 0);
    return names.child(parent, text, 0, size);
  }

  /** An AnyValue: an object whose one member says the type and holds the value. */
  private void any(int node, int key, int value, int lists) {
    int type = b[value] == '{' ? json.first(b, value, to) : NONE;
    if (node == FieldNames.OTHER) {
      other(key, value);
    } else if (b[value] != '{') {
      add(node, value);
    } else if (type != NONE) {
      int inner = json.valueOf(b, type, to);
      boolean list = JsonPlaces.isNamed(b, type, to, LIST) && lists < MAX_LISTS;
      int held = list || JsonPlaces.isNamed(b, type, to, ARRAY) ? values(inner) : NONE;
      if (list) {
        attributes(node, held, lists + 1);
      } else {
        add(node, held == NONE ? inner : held);
      }
    }
  }

  private int values(int inner) {
    return json.member(b, inner, to, VALUES);
  }

  private void add(int node, int value) {
    int end = json.end(value);
    switch (b[value]) {
      case '"' -> {
        boolean escaped = ByteScan.indexOf(b, value, end, (byte) '\\') < end;
        int from = append(value + 1, end - 1);
        fields.addText(node, escaped ? Kind.ESCAPED : Kind.TEXT, copy, from, length);
      }
      case '{', '[' -> fields.add(node, Kind.NESTED, append(value, end), length);
      case 'n' -> fields.add(node, Kind.NULL, length, length);
      default -> fields.add(node, Kind.WORD, append(value, end), length);
    }
  }

  /** A name that found no room, kept as a member of an object. */
  private void other(int name, int value) {
    int from = append(name, json.end(name));
    copy[length++] = ':';
    append(value, json.end(value));
    fields.add(FieldNames.OTHER, Kind.NESTED, from, length);
  }

  private int append(int from, int end) {
    int size = end - from;
    if (copy.length < length + size + 1) {
      copy = Arrays.copyOf(copy, Math.max(copy.length * 2, length + size + 1));
    }
    System.arraycopy(b, from, copy, length, size);
    length += size;
    return length - size;
  }
}
