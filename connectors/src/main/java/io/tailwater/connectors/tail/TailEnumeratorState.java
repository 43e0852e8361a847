package io.tailwater.connectors.tail;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the enumerator must not forget.
 *
 * @param owners the reader of each log found so far, by its id
 * @param waiting logs that no reader has taken yet
 * @param started sources whose first look is over: files found later are read from their beginning
 */
public record TailEnumeratorState(
    Map<String, Integer> owners, List<KnownLog> waiting, Set<String> started) {

  public TailEnumeratorState {
    owners = Map.copyOf(owners);
    waiting = List.copyOf(waiting);
    started = Set.copyOf(started);
  }
}
