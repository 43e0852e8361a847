package io.tailwater.queries.api;

import java.util.Set;
import java.util.TreeSet;

/** Sets of parameter names. */
final class Names {
  private Names() {}

  static Set<String> with(Set<String> names, String... more) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(Set.of(more));
    return Set.copyOf(all);
  }
}
