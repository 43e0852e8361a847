package io.tailwater.pipeline.parse;

/** Finds its way in JSON that is known to be right, and whose {@link JsonValues} remember it. */
final class JsonPlaces {
  private static final int NONE = OtlpIndex.NONE;

  private final JsonValues values;
  private long lookedAt;

  JsonPlaces(JsonValues values) {
    this.values = values;
  }

  /** Where the name or value at {@code at} ends. */
  int end(int at) {
    int end = values.endOf(at);
    lookedAt += end - at;
    return end;
  }

  /** Bytes of names and values that were gone over so far, as often as they were. */
  long lookedAt() {
    return lookedAt;
  }

  /** The first element of the array, or name of the object; NONE when there is none. */
  int first(byte[] b, int at, int to) {
    if (at == NONE || b[at] != '[' && b[at] != '{') {
      return NONE;
    }
    int element = JsonValues.space(b, at + 1, to);
    return b[element] == ']' || b[element] == '}' ? NONE : element;
  }

  /** The element after the value at {@code at}; NONE when it is the last one. */
  int next(byte[] b, int at, int to) {
    int comma = JsonValues.space(b, end(at), to);
    return b[comma] == ',' ? JsonValues.space(b, comma + 1, to) : NONE;
  }

  /** The value of the name at {@code at}. */
  int valueOf(byte[] b, int at, int to) {
    int colon = JsonValues.space(b, end(at), to);
    return JsonValues.space(b, colon + 1, to);
  }

  /** The value of the object's last member of that name; NONE when it has none or is no object. */
  int member(byte[] b, int object, int to, byte[] name) {
    int found = NONE;
    int at = object != NONE && b[object] == '{' ? first(b, object, to) : NONE;
    while (at != NONE) {
      int value = valueOf(b, at, to);
      if (isNamed(b, at, to, name)) {
        found = value;
      }
      at = next(b, value, to);
    }
    return found;
  }

  /** True when the name at {@code at} is that one, written without escapes. */
  static boolean isNamed(byte[] b, int at, int to, byte[] name) {
    int quote = at + 1 + name.length;
    return quote < to && b[quote] == '"' && ByteScan.matches(b, at + 1, to, name);
  }
}
