package io.tailwater.connectors.commit.audit;

/**
 * Bytes of a stream that were read without a gap, and by whom at both ends. An empty stretch is a
 * place where commits stood without reading on.
 *
 * @param from first position
 * @param to position after the last one
 * @param first lowest number of a commit that stood at {@code from}
 * @param begun number of the commit that read on from there; {@link Long#MAX_VALUE} where none did
 * @param ended number of the commit that read up to {@code to}; -1 where none did
 * @param last highest number of a commit that stood at {@code to}
 */
record Stretch(long from, long to, long first, long begun, long ended, long last) {

  static Stretch of(LedgerLine line) {
    long seq = line.seq();
    return line.from() == line.to()
        ? new Stretch(line.from(), line.to(), seq, Long.MAX_VALUE, -1, seq)
        : new Stretch(line.from(), line.to(), seq, seq, seq, seq);
  }

  boolean isEmpty() {
    return from == to;
  }

  /** True when a place lies within, and not at an end. */
  boolean surrounds(long offset) {
    return from < offset && offset < to;
  }

  boolean covers(long offset) {
    return from <= offset && offset < to;
  }

  /** True when those who read the bytes after this one's came after those who read these. */
  boolean isInOrderWith(Stretch next) {
    return last <= next.begun && ended <= next.first;
  }

  /** This one and the one that begins where it ends. */
  Stretch then(Stretch next) {
    return new Stretch(
        from,
        next.to,
        isEmpty() ? Math.min(first, next.first) : first,
        isEmpty() ? next.begun : begun,
        next.isEmpty() ? ended : next.ended,
        next.isEmpty() ? Math.max(last, next.last) : next.last);
  }

  /** All from the beginning of the one to the end of the other, whichever that is. */
  Stretch around(Stretch other) {
    Stretch left = from <= other.from ? this : other;
    Stretch right = to >= other.to ? this : other;
    return new Stretch(left.from, right.to, left.first, left.begun, right.ended, right.last);
  }
}
