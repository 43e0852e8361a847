package io.tailwater.connectors.lake.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys as a tree, to walk beside a file or a path. */
sealed interface KeyTree {

  /** A mapping with fixed keys. */
  record Section(Map<String, KeyTree> children) implements KeyTree {
    /** The child of that name; for {@code x_file} the secret {@code x}. */
    Optional<KeyTree> child(String name) {
      KeyTree child = children.get(name);
      return child != null ? Optional.of(child) : secretBehind(name);
    }

    private Optional<KeyTree> secretBehind(String name) {
      return SecretFiles.keyOf(name)
          .map(children::get)
          .filter(child -> child instanceof Leaf leaf && leaf.key().secret());
    }

    Set<String> names() {
      return children.keySet();
    }
  }

  /** A list of sections. */
  record Items(Section item) implements KeyTree {}

  /** A key. */
  record Leaf(ConfigKey<?> key) implements KeyTree {}

  Section ROOT = build();

  private static Section build() {
    Section root = new Section(new LinkedHashMap<>());
    for (ConfigKey<?> key : ConfigKeys.ALL) {
      String[] names = key.path().split("\\.");
      Section section = root;
      for (int i = 0; i < names.length - 1; i++) {
        boolean items = names[i + 1].equals("*");
        KeyTree next =
            section
                .children()
                .computeIfAbsent(
                    names[i],
                    name -> {
                      Section inner = new Section(new LinkedHashMap<>());
                      return items ? new Items(inner) : inner;
                    });
        section = next instanceof Items list ? list.item() : (Section) next;
        i += items ? 1 : 0;
      }
      section.children().put(names[names.length - 1], new Leaf(key));
    }
    return root;
  }
}
