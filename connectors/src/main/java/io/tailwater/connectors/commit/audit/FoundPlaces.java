package io.tailwater.connectors.commit.audit;

import java.util.Arrays;

/**
 * Where rows were found: their offsets and, for those of a record with several events, which part
 * of it they are. Parts take memory only where there are some.
 */
final class FoundPlaces {
  private static final int FIRST_ROOM = 16;
  private static final int PART_BITS = 32;
  private static final long PART = (1L << PART_BITS) - 1;

  private long most;

  /** Twice an offset, and one more for a reject. */
  private long[] offsets = new long[0];

  /** One more than a part, 0 for none; shorter than the offsets where the last ones have none. */
  private int[] parts = new int[0];

  private int size;

  /**
   * Rows that are there although another one is in their place.
   *
   * @param events how many of them are events
   * @param rejects how many are rejects
   * @param first where the first one is
   * @param isEvent whether the first one is an event
   */
  record Repeated(long events, long rejects, String first, boolean isEvent) {
    static final Repeated NONE = new Repeated(0, 0, "", false);

    long rows() {
      return events + rejects;
    }
  }

  /**
   * @param most how many may be added
   */
  FoundPlaces(long most) {
    this.most = most;
  }

  /** Lets so many more be added. */
  void expect(long more) {
    most += more;
  }

  /**
   * Adds one, unless there is no room for it.
   *
   * @param part which part of its record it is; null for none
   * @return false when there is no room
   */
  boolean add(long offset, Integer part, boolean event) {
    if (size >= most) {
      return false;
    }
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, room());
    }
    if (part != null && parts.length <= size) {
      parts = Arrays.copyOf(parts, offsets.length);
    }
    if (size < parts.length) {
      parts[size] = part == null ? 0 : part + 1;
    }
    offsets[size++] = 2 * offset + (event ? 0 : 1);
    return true;
  }

  /** Those that were added more than once, where each is to be there once. */
  Repeated repeated() {
    long[] distinct =
        parts.length == 0
            ? new long[0]
            : Arrays.stream(offsets, 0, size)
                .map(place -> place >> 1)
                .sorted()
                .distinct()
                .toArray();
    long[] places = parts.length == 0 ? Arrays.copyOf(offsets, size) : numbered(distinct);
    Arrays.sort(places);
    long events = 0;
    long rejects = 0;
    int first = 0;
    for (int i = 1; i < size; i++) {
      if (places[i] >> 1 == places[i - 1] >> 1) {
        first = events + rejects == 0 ? i : first;
        events += 1 - (places[i] & 1);
        rejects += places[i] & 1;
      }
    }
    if (events + rejects == 0) {
      return Repeated.NONE;
    }
    boolean event = (places[first] & 1) == 0;
    if (parts.length == 0) {
      return new Repeated(events, rejects, "offset " + (places[first] >> 1), event);
    }
    long part = (places[first] >> 1 & PART) - 1;
    String where = "offset " + distinct[(int) (places[first] >> PART_BITS + 1)];
    return new Repeated(events, rejects, where + (part < 0 ? "" : ", part " + part), event);
  }

  /** With the offsets numbered, an offset and a part fit into one number. */
  private long[] numbered(long[] distinct) {
    long[] places = new long[size];
    for (int i = 0; i < size; i++) {
      long part = i < parts.length ? parts[i] & PART : 0;
      long number = Arrays.binarySearch(distinct, offsets[i] >> 1);
      places[i] = (number << PART_BITS | part) << 1 | offsets[i] & 1;
    }
    return places;
  }

  private int room() {
    return Math.toIntExact(Math.min(Math.max(FIRST_ROOM, 2L * size), most));
  }
}
