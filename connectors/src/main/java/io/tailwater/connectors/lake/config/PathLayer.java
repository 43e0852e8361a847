package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.config.ConfigKey.Shape;
import io.tailwater.connectors.lake.config.KeyTree.Items;
import io.tailwater.connectors.lake.config.KeyTree.Leaf;
import io.tailwater.connectors.lake.config.KeyTree.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Values given one by one with their path: {@code --set} and the environment. */
final class PathLayer {
  private static final String PREFIX = "TAILWATER_";

  /** Others without {@code __} are not ours: Kubernetes sets TAILWATER_PORT for a service. */
  private static final List<String> TOP_LEVEL =
      List.of(ConfigKeys.PIPELINE.environmentName(), ConfigKeys.TRUSTED_PROXIES.environmentName());

  private PathLayer() {}

  static void readEnvironment(Map<String, String> environment, GivenValues values) {
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX) && (name.contains("__") || TOP_LEVEL.contains(name))) {
                String path =
                    name.substring(PREFIX.length()).replace("__", ".").toLowerCase(Locale.ROOT);
                put(path, text, name, values);
              }
            });
  }

  static void readSets(List<String> sets, GivenValues values) {
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw ConfigException.at(
            "--set", "", "want key=value, but got " + ConfigException.quoted(set));
      }
      String path = set.substring(0, equals);
      put(path, set.substring(equals + 1), "--set " + path, values);
    }
  }

  private static void put(String path, String text, String where, GivenValues values) {
    String[] names = path.split("\\.", -1);
    KeyTree tree = KeyTree.ROOT;
    int next = 0;
    while (!(tree instanceof Leaf) && next < names.length) {
      String name = names[next++];
      if (tree instanceof Items items) {
        requireIndex(name, path, where);
        tree = items.item();
      } else {
        tree = ((Section) tree).child(name).orElseThrow(() -> Nearest.unknown(where, path));
      }
    }
    if (!(tree instanceof Leaf leaf)) {
      throw ConfigException.at(where, path, "is not a value but has keys or elements of its own");
    }
    String rest = String.join(".", Arrays.asList(names).subList(next, names.length));
    if (leaf.key().secret() && !lastName(leaf.key().path()).equals(names[next - 1])) {
      String key = SecretFiles.keyOf(path).orElseThrow();
      values.put(key, SecretFiles.read(where, path, text), where);
    } else {
      putLeaf(leaf, path, rest, text, where, values);
    }
  }

  private static void putLeaf(
      Leaf leaf, String path, String rest, String text, String where, GivenValues values) {
    Shape shape = leaf.key().shape();
    if (shape == Shape.VALUE && !rest.isEmpty()) {
      throw Nearest.unknown(where, path);
    }
    if (shape == Shape.MAP) {
      putMapEntry(path, rest, text, where, values);
    } else if (shape == Shape.LIST && rest.isEmpty()) {
      putList(leaf, path, text, where, values);
    } else {
      if (shape == Shape.LIST) {
        requireIndex(rest, path, where);
      }
      values.put(path, text, where);
    }
  }

  private static void putMapEntry(
      String path, String rest, String text, String where, GivenValues values) {
    if (rest.isEmpty()) {
      throw ConfigException.at(where, path, "is a mapping; want " + path + ".NAME=value");
    }
    if (SecretFiles.keyOf(rest).isPresent()) {
      values.put(SecretFiles.keyOf(path).orElseThrow(), SecretFiles.read(where, path, text), where);
    } else {
      values.put(path, text, where);
    }
  }

  /** A whole list: {@code [a, b]}, or its only element. */
  private static void putList(
      Leaf leaf, String path, String text, String where, GivenValues values) {
    values.clearBelow(path);
    if (text.startsWith("[")) {
      YamlLayer.readList(where, leaf, path, text, values);
    } else {
      values.put(path + ".0", text, where);
    }
  }

  private static void requireIndex(String name, String path, String where) {
    if (!name.matches("\\d{1,4}")) {
      throw ConfigException.at(
          where,
          path,
          "must have the index of an element, such as 0, instead of "
              + ConfigException.quoted(name));
    }
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
