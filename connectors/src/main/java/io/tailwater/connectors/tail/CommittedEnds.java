package io.tailwater.connectors.tail;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/**
 * Where finished generations end, once that is in the lake for good.
 *
 * <p>That a checkpoint is complete is told to the source and to the committer in no order, so its
 * commit may not be made yet. The next one can only be complete after it.
 *
 * <p>All but {@link #takeAll} is called by the thread of the task.
 */
final class CommittedEnds {
  private final TreeMap<Long, Map<String, Map<String, Long>>> byCheckpoint = new TreeMap<>();
  private final Queue<Map<String, Map<String, Long>>> committed = new ConcurrentLinkedQueue<>();
  private Map<String, Map<String, Long>> fresh = new HashMap<>();
  private long complete;

  /** The state of a split, from now on, says of a generation that it is finished and ends there. */
  void finished(String split, String generation, long end) {
    fresh.computeIfAbsent(split, s -> new HashMap<>()).put(generation, end);
  }

  /** What was told so far is in a checkpoint. */
  void snapshot(long checkpoint) {
    if (!fresh.isEmpty()) {
      byCheckpoint.put(checkpoint, fresh);
      fresh = new HashMap<>();
    }
  }

  void complete(long checkpoint) {
    Map<Long, Map<String, Map<String, Long>>> before = byCheckpoint.headMap(complete, true);
    committed.addAll(before.values());
    before.clear();
    complete = Math.max(complete, checkpoint);
  }

  /** Hands over what has become certain, by split. Any thread. */
  void takeAll(BiConsumer<String, Map<String, Long>> taker) {
    Map<String, Map<String, Long>> next;
    while ((next = committed.poll()) != null) {
      next.forEach(taker);
    }
  }
}
