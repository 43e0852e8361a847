package io.tailwater.connectors.commit.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which streams are one, because a source took the place of another. */
final class SameStreams {
  private final Map<AuditedStream, AuditedStream> before = new HashMap<>();

  /** A source went on in another one's stream. */
  void join(AuditedStream stream, AuditedStream earlier) {
    AuditedStream a = first(stream);
    AuditedStream b = first(earlier);
    if (!a.equals(b)) {
      before.put(a, b);
    }
  }

  /** The coverages of streams that are one, put together. */
  Map<AuditedStream, Coverage> together(Map<AuditedStream, Coverage> streams, Findings findings) {
    Set<AuditedStream> joined = new HashSet<>();
    before.keySet().forEach(stream -> joined.add(first(stream)));
    joined.addAll(before.keySet());
    Map<AuditedStream, Coverage> all = new TreeMap<>();
    streams.forEach(
        (stream, coverage) -> {
          if (joined.contains(stream)) {
            all.computeIfAbsent(first(stream), first -> new Coverage(first, findings))
                .addAll(coverage);
          } else {
            all.put(stream, coverage);
          }
        });
    return all;
  }

  private AuditedStream first(AuditedStream stream) {
    AuditedStream first = stream;
    while (before.containsKey(first)) {
      first = before.get(first);
    }
    return first;
  }
}
