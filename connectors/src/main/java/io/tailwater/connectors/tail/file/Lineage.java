package io.tailwater.connectors.tail.file;

import java.util.Optional;

final class Lineage {
  Lineage(String id, LineagePlan plan, TailContext context) {}

  String id() {
    return "";
  }

  long dueMillis() {
    return 0;
  }

  Optional<TailChunk> poll() {
    return Optional.empty();
  }

  boolean isFinished() {
    return false;
  }
}
