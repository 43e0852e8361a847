package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of fields seen so far, as a tree, so that {@code a.b} is found by its two parts without
 * being put together. Names come from the network: beyond a number of them, and beyond a length,
 * new ones are {@link #OTHER}. The names that are known or configured are there from the start.
 */
final class FieldNames {
  /** The node above the names of a document's own fields. */
  static final int ROOT = 0;

  /** The node of every name that found no room. */
  static final int OTHER = 1;

  private static final int MAX_NAMES = 4096;
  private static final int MAX_LENGTH = 256;
  private static final int SLOTS = 4 * MAX_NAMES;

  private final Map<String, Meaning> meanings;
  private final Map<String, OwnColumn> columns;
  private final Dictionary attributeKeys;
  private final Map<String, FieldName> byText = new HashMap<>();
  private final int[] table = new int[SLOTS];
  private int[] parents = new int[512];
  private byte[][] keys = new byte[512][];
  private FieldName[] names = new FieldName[512];
  private int[] followers = new int[512];
  private int size = OTHER + 1;
  private int room = Integer.MAX_VALUE;

  FieldNames(FieldFormat format, Dictionary attributeKeys) {
    this.attributeKeys = attributeKeys;
    this.meanings = new HashMap<>(KnownFields.all());
    format.fields().forEach((name, meaning) -> meanings.put(name, Meaning.of(meaning)));
    this.columns = format.columns();
    this.keys[ROOT] = new byte[0];
    this.keys[OTHER] = new byte[0];
    this.names[ROOT] = name(new byte[0]);
    this.names[OTHER] = name(EndpointNames.OTHER.getBytes(StandardCharsets.UTF_8));
    Set<String> known = new TreeSet<>(meanings.keySet());
    known.addAll(columns.keySet());
    for (String name : known) {
      admit(name.getBytes(StandardCharsets.UTF_8));
      int node = ROOT;
      for (String part : name.split("\\.")) {
        byte[] key = part.getBytes(StandardCharsets.UTF_8);
        node = child(node, key, 0, key.length);
      }
    }
    this.room = size + MAX_NAMES;
  }

  /** A field of that name, for which there is room in any case. */
  int admit(byte[] name) {
    int before = room;
    room = Integer.MAX_VALUE;
    int node = child(ROOT, name, 0, name.length);
    room = Math.max(before, before + 1);
    return node;
  }

  /** The field of this key in an object; {@link #OTHER} when its name finds no room. */
  int child(int parent, byte[] b, int from, int to) {
    if (parent == OTHER) {
      return OTHER;
    }
    int slot = KeyHash.of(b, from, to, parent) & SLOTS - 1;
    while (table[slot] != 0) {
      int node = table[slot];
      byte[] key = keys[node];
      if (parents[node] == parent && Arrays.equals(key, 0, key.length, b, from, to)) {
        return node;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return add(parent, b, from, to);
  }

  private int add(int parent, byte[] b, int from, int to) {
    byte[] above = names[parent].text;
    int length = above.length + to - from + 1;
    boolean reserved =
        parent == ROOT && Arrays.equals(names[OTHER].text, Arrays.copyOfRange(b, from, to));
    if (size >= room || length > MAX_LENGTH || reserved) {
      return OTHER;
    }
    if (size == keys.length) {
      parents = Arrays.copyOf(parents, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
      names = Arrays.copyOf(names, size * 2);
      followers = Arrays.copyOf(followers, size * 2);
    }
    int node = size++;
    parents[node] = parent;
    keys[node] = Arrays.copyOfRange(b, from, to);
    names[node] = name(parent == ROOT ? keys[node] : joined(above, keys[node]));
    int slot = KeyHash.of(b, from, to, parent) & SLOTS - 1;
    while (table[slot] != 0) {
      slot = slot + 1 & SLOTS - 1;
    }
    table[slot] = node;
    return node;
  }

  private static byte[] joined(byte[] above, byte[] key) {
    byte[] text = Arrays.copyOf(above, above.length + 1 + key.length);
    text[above.length] = '.';
    System.arraycopy(key, 0, text, above.length + 1, key.length);
    return text;
  }

  /**
   * The field that came after another one the last time, if its key stands at {@code from} with a
   * quote behind it; {@link #ROOT} when it does not. Most lines of a log have the same fields.
   */
  int following(int before, int parent, byte[] b, int from, int to) {
    int node = followers[before];
    byte[] key = keys[node];
    int end = from + key.length;
    return node != ROOT
            && parents[node] == parent
            && end < to
            && b[end] == '"'
            && ByteScan.matches(b, from, to, key)
        ? node
        : ROOT;
  }

  /** The field of the object that has this one among its own. */
  int parent(int node) {
    return parents[node];
  }

  /** How many objects are open around a field's value. */
  int depth(int node) {
    int depth = 0;
    for (int above = node; above != ROOT; above = parents[above]) {
      depth++;
    }
    return depth;
  }

  int keyLength(int node) {
    return keys[node].length;
  }

  /** Remembers which field came after another; the key was written without escapes. */
  void follow(int before, int node) {
    followers[before] = node;
  }

  /** What is known of the field. Different nodes may have one name: {@code {"a.b": …}}. */
  FieldName name(int node) {
    return names[node];
  }

  private FieldName name(byte[] text) {
    return byText.computeIfAbsent(new String(text, StandardCharsets.UTF_8), this::make);
  }

  private FieldName make(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int key = attributeKeys.idOf(bytes, 0, bytes.length);
    OwnColumn own = columns.get(text);
    if (own != null) {
      return FieldName.own(bytes, new Target(text, own.field(), Unit.UNSAID, own.id()));
    }
    Meaning meaning = meanings.get(text);
    if (meaning == null || meaning.field() == Field.ATTRIBUTE) {
      Target attribute = new Target(text, Field.ATTRIBUTE, Unit.UNSAID, key);
      return new FieldName(bytes, attribute, null, Field.ATTRIBUTE, 0);
    }
    Target column = new Target(text, meaning.field(), meaning.unit(), key);
    Target attribute = new Target(text, rest(meaning.field()), Unit.UNSAID, key);
    boolean only = meaning.field() == Field.ADDRESS_ATTRIBUTE;
    return new FieldName(bytes, attribute, only ? null : column, meaning.group(), meaning.rank());
  }

  /** What a value is as an attribute that might have filled a column; privacy holds for it too. */
  private static Field rest(Field field) {
    return switch (field) {
      case CLIENT, FORWARDED, ADDRESS_ATTRIBUTE -> Field.ADDRESS_ATTRIBUTE;
      case URI, PATH, REQUEST, REFERER -> Field.URL_ATTRIBUTE;
      case QUERY -> Field.QUERY_ATTRIBUTE;
      default -> Field.ATTRIBUTE;
    };
  }
}
