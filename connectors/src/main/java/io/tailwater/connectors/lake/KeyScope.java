package io.tailwater.connectors.lake;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an API key may be used for. */
public enum KeyScope {
  /** Answers, the page, exports of events and rollups, metrics. */
  READ("read"),
  /** Rejected lines, as they came. */
  REJECTS_READ("rejects:read"),
  /** SQL of one's own. */
  SQL_READ("sql:read"),
  /** Posts to the gateway. */
  INGEST("ingest"),
  /** All of it. */
  ADMIN("admin");

  private final String label;

  KeyScope(String label) {
    this.label = label;
  }

  /** Its name in files, commands and problems. */
  public String label() {
    return label;
  }

  /** The scope of a name; empty when there is none. */
  public static Optional<KeyScope> of(String label) {
    return Arrays.stream(values()).filter(scope -> scope.label.equals(label)).findFirst();
  }

  /** The scopes of names with commas between; empty when one is unknown. */
  public static Optional<Set<KeyScope>> listed(String labels) {
    Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
    for (String label : labels.split(",", -1)) {
      Optional<KeyScope> scope = of(label.strip());
      if (scope.isEmpty()) {
        return Optional.empty();
      }
      scopes.add(scope.get());
    }
    return Optional.of(scopes);
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(KeyScope::label).collect(Collectors.joining(", "));
  }
}
