package io.tailwater.pipeline.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A random JSON object as text, and what its fields are when they are flattened. */
final class RandomJson {
  private static final String[] NAMES = {"a", "b", "a.b", "é", "x y", "\"", "status_text", ""};
  private static final String[] TEXTS = {
    "", "plain", "-", "quote\"", "back\\slash", "line\n", "\u0001", "é€", "\uD83D\uDE00", "a/b", " "
  };
  private static final String[] WORDS = {
    "0", "-0", "12", "-1.5", "1e9", "1E-9", "2.50e+10", "true", "false", "123456789012345678901"
  };

  private final Random random;
  private final StringBuilder text;
  private final Map<String, String> flat = new LinkedHashMap<>();

  private RandomJson(Random random, StringBuilder text) {
    this.random = random;
    this.text = text;
  }

  /** One that is made now. */
  static RandomJson of(Random random) {
    RandomJson json = new RandomJson(random, new StringBuilder());
    json.object("", 0);
    return json;
  }

  String text() {
    return text.toString();
  }

  /** Values by full name, without those that are null or nothing; of several the last one. */
  Map<String, String> flat() {
    Map<String, String> said = new LinkedHashMap<>(flat);
    said.values().removeIf(value -> value == null || value.isEmpty() || value.equals("-"));
    return said;
  }

  private void object(String prefix, int depth) {
    text.append('{');
    int size = random.nextInt(depth == 0 ? 8 : 4);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",");
      String name = NAMES[random.nextInt(NAMES.length)];
      space();
      string(name);
      space();
      text.append(':');
      space();
      value(prefix + name, depth);
      space();
    }
    text.append('}');
  }

  private void value(String name, int depth) {
    int from = text.length();
    int kind = random.nextInt(depth > 3 ? 4 : 6);
    switch (kind) {
      case 0, 1 -> {
        String value = TEXTS[random.nextInt(TEXTS.length)];
        string(value);
        flat.put(name, value);
      }
      case 2 -> {
        text.append(WORDS[random.nextInt(WORDS.length)]);
        flat.put(name, text.substring(from));
      }
      case 3 -> {
        text.append("null");
        flat.put(name, null);
      }
      case 4 -> {
        array(depth);
        flat.put(name, text.substring(from));
      }
      default -> {
        object(name + ".", depth + 1);
        if (text.substring(from).equals("{}")) {
          flat.put(name, "{}");
        }
      }
    }
  }

  private void array(int depth) {
    RandomJson inner = new RandomJson(random, new StringBuilder());
    text.append('[');
    for (int i = random.nextInt(3); i > 0; i--) {
      space();
      inner.value("", depth + 1);
      text.append(inner.text);
      inner.text.setLength(0);
      space();
      text.append(i > 1 ? "," : "");
    }
    text.append(']');
  }

  private void string(String value) {
    text.append('"');
    value.codePoints().forEach(this::character);
    text.append('"');
  }

  private void character(int c) {
    if (c == '\n' && random.nextBoolean()) {
      text.append("\\n");
    } else if (c == '"' && random.nextBoolean()) {
      text.append("\\\"");
    } else if (c < ' ' || c == '"' || c == '\\' || random.nextInt(4) == 0) {
      String escape = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
      for (char half : Character.toChars(c)) {
        text.append(String.format(escape, (int) half));
      }
    } else {
      text.appendCodePoint(c);
    }
  }

  private void space() {
    if (random.nextInt(4) == 0) {
      text.append(" \t\r".charAt(random.nextInt(3)));
    }
  }
}
