package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.commit.StreamKey;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The rejects that are none any more, by their places. Memory grows with their number. */
final class Passed {
  private final Map<StreamKey, NavigableMap<Long, Lines>> streams = new HashMap<>();
  private long lines;

  /**
   * Some lines of one place or more.
   *
   * @param lines how many
   * @param events events that came of them
   * @param minTsMicros smallest time of these events, epoch microseconds; null without events
   * @param maxTsMicros largest time of these events, epoch microseconds; null without events
   */
  record Lines(long lines, long events, Long minTsMicros, Long maxTsMicros) {
    static final Lines NONE = new Lines(0, 0, null, null);

    Lines and(Lines other) {
      return new Lines(
          lines + other.lines,
          events + other.events,
          minTsMicros == null
              ? other.minTsMicros
              : other.minTsMicros == null
                  ? minTsMicros
                  : (Long) Math.min(minTsMicros, other.minTsMicros),
          maxTsMicros == null
              ? other.maxTsMicros
              : other.maxTsMicros == null
                  ? maxTsMicros
                  : (Long) Math.max(maxTsMicros, other.maxTsMicros));
    }
  }

  void add(StreamKey stream, long offset, Lines passed) {
    streams.computeIfAbsent(stream, s -> new TreeMap<>()).merge(offset, passed, Lines::and);
    lines += passed.lines;
  }

  /** How many there are. */
  long lines() {
    return lines;
  }

  Set<StreamKey> streams() {
    return streams.keySet();
  }

  /** Takes those of a range out. */
  Lines take(StreamKey stream, long from, long to) {
    NavigableMap<Long, Lines> places = streams.get(stream);
    if (places == null || from >= to) {
      return Lines.NONE;
    }
    NavigableMap<Long, Lines> within = places.subMap(from, true, to, false);
    Lines sum = within.values().stream().reduce(Lines.NONE, Lines::and);
    within.clear();
    lines -= sum.lines;
    return sum;
  }

  /** Hands over those of a stream, by their places. */
  void forEach(StreamKey stream, BiConsumer<Long, Lines> consumer) {
    streams.get(stream).forEach(consumer);
  }

  /** True when a line at that place is among them. */
  boolean holds(StreamKey stream, long offset) {
    NavigableMap<Long, Lines> places = streams.get(stream);
    return places != null && places.containsKey(offset);
  }
}
