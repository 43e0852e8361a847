package io.tailwater.connectors.tail.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which archives are being unpacked, at most so many: each takes memory, and one that is closed on
 * the way has to be unpacked from its start again. The others wait until one has no more to give.
 */
final class ArchiveTurns {
  private final int most;
  private final Map<String, Boolean> resting = new LinkedHashMap<>();

  ArchiveTurns(int most) {
    this.most = most;
  }

  /** True when it is this one's turn now. */
  boolean begin(String name) {
    boolean turn = resting.containsKey(name) || resting.size() < most;
    if (turn) {
      resting.put(name, false);
    }
    return turn;
  }

  /** It has no more to give as of now, and gives way to one that waits. */
  void rest(String name) {
    resting.replace(name, true);
  }

  /** One that gives way. */
  Optional<String> resting() {
    return resting.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** True when it is this one's turn, and there is more of it. */
  boolean isUnderWay(String name) {
    return Boolean.FALSE.equals(resting.get(name));
  }

  void end(String name) {
    resting.remove(name);
  }

  /** One goes on under another name. */
  void pass(String from, String to) {
    if (resting.remove(from) != null) {
      resting.put(to, false);
    }
  }
}
