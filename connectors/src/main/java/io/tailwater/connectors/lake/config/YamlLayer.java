package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.config.ConfigKey.Shape;
import io.tailwater.connectors.lake.config.KeyTree.Items;
import io.tailwater.connectors.lake.config.KeyTree.Leaf;
import io.tailwater.connectors.lake.config.KeyTree.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the values of one YAML document. It walks the nodes beside the tree of known keys, so that
 * every complaint has the line. Aliases cannot blow a file up: the parser allows 50, and nothing
 * nests deeper than the known keys.
 */
final class YamlLayer {
  private final String label;
  private final Interpolation interpolation;
  private final GivenValues values;

  private YamlLayer(String label, Interpolation interpolation, GivenValues values) {
    this.label = label;
    this.interpolation = interpolation;
    this.values = values;
  }

  /** Reads a whole file. */
  static void readFile(
      String file, String text, Map<String, String> environment, GivenValues values) {
    YamlLayer layer = new YamlLayer(file, new Interpolation(environment), values);
    layer.compose(text).ifPresent(root -> layer.read(root, KeyTree.ROOT, ""));
  }

  /** Reads the elements of one list, {@code [a, b]}. */
  static void readList(String where, Leaf list, String path, String text, GivenValues values) {
    YamlLayer layer = new YamlLayer(where, new Interpolation(Map.of()), values);
    layer.compose(text).ifPresent(root -> layer.readLeaf(root, list.key(), path));
  }

  private Optional<Node> compose(String text) {
    try {
      return new Compose(LoadSettings.builder().setLabel(label).build()).composeString(text);
    } catch (MarkedYamlEngineException malformed) {
      String line = malformed.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw ConfigException.at(
          label + line, "", "the YAML cannot be read: " + malformed.getProblem());
    } catch (YamlEngineException malformed) {
      throw ConfigException.at(label, "", "the YAML cannot be read: " + malformed.getMessage());
    }
  }

  private void read(Node node, KeyTree tree, String path) {
    if (isNull(node)) {
      return;
    }
    if (tree instanceof Leaf leaf) {
      readLeaf(node, leaf.key(), path);
    } else if (tree instanceof Items items) {
      List<Node> elements = sequence(node, path);
      for (int i = 0; i < elements.size(); i++) {
        read(elements.get(i), items.item(), path + "." + i);
      }
    } else {
      readSection(node, (Section) tree, path);
    }
  }

  private void readSection(Node node, Section section, String path) {
    String want = "a mapping with the keys " + String.join(", ", section.names());
    mapping(node, path, want)
        .forEach(
            (name, child) -> {
              String full = path.isEmpty() ? name : path + "." + name;
              KeyTree tree =
                  section.child(name).orElseThrow(() -> Nearest.unknown(where(child.key), full));
              boolean file = !section.names().contains(name);
              if (file && !isNull(child.value)) {
                readSecret((Leaf) tree, child, full);
              } else {
                read(child.value, tree, full);
              }
            });
  }

  private void readSecret(Leaf secret, Entry child, String path) {
    String key = SecretFiles.keyOf(path).orElseThrow();
    String file = scalar(child.value, secret.key(), path);
    if (values.at(key).filter(given -> given.where().startsWith(label + ":")).isPresent()) {
      throw ConfigException.at(
          where(child.key), path, "is given beside " + key + "; want one of them");
    }
    values.put(key, SecretFiles.read(where(child.key), path, file), where(child.key));
  }

  private void readLeaf(Node node, ConfigKey<?> key, String path) {
    if (key.shape() == Shape.VALUE) {
      values.put(path, scalar(node, key, path), where(node));
      return;
    }
    values.clearBelow(path);
    if (key.shape() == Shape.LIST) {
      List<Node> elements = sequence(node, path);
      for (int i = 0; i < elements.size(); i++) {
        values.put(
            path + "." + i, scalar(elements.get(i), key, path + "." + i), where(elements.get(i)));
      }
    } else {
      mapping(node, path, "a mapping")
          .forEach((name, child) -> readMapEntry(child, key, path, name));
    }
  }

  private void readMapEntry(Entry child, ConfigKey<?> key, String path, String name) {
    String full = path + "." + name;
    String text = scalar(child.value, key, full);
    Optional<String> secret = SecretFiles.keyOf(name);
    if (secret.isPresent()) {
      values.put(
          path + "." + secret.get(),
          SecretFiles.read(where(child.key), full, text),
          where(child.key));
    } else {
      values.put(full, text, where(child.key));
    }
  }

  private String scalar(Node node, ConfigKey<?> key, String path) {
    if (!(node instanceof ScalarNode scalar) || isNull(node)) {
      throw ConfigException.at(where(node), path, "must be one value, but is " + describe(node));
    }
    return key.verbatim()
        ? scalar.getValue()
        : interpolation.apply(where(node), path, scalar.getValue());
  }

  private List<Node> sequence(Node node, String path) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw ConfigException.at(where(node), path, "must be a list, but is " + describe(node));
  }

  private record Entry(Node key, Node value) {}

  private Map<String, Entry> mapping(Node node, String path, String want) {
    if (!(node instanceof MappingNode mapping)) {
      throw ConfigException.at(
          where(node),
          path.isEmpty() ? "the file" : path,
          "must be " + want + ", but is " + describe(node));
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw ConfigException.at(
            where(tuple.getKeyNode()),
            path,
            "must have texts as keys, but has " + describe(tuple.getKeyNode()));
      }
      Entry before = entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode()));
      if (before != null) {
        String full = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
        throw ConfigException.at(where(key), full, "is given twice, first at " + where(before.key));
      }
    }
    return entries;
  }

  private String where(Node node) {
    return label + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String describe(Node node) {
    if (node instanceof ScalarNode scalar) {
      return isNull(node) ? "missing" : ConfigException.quoted(scalar.getValue());
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }
}
