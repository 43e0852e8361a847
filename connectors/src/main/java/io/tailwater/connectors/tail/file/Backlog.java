package io.tailwater.connectors.tail.file;

/**
 * Since when something of a generation is unread. Nobody knows when a byte was written, so one
 * counts from the look that found it: what had been found when the count began is read some time,
 * and then the count begins anew with what came after it.
 */
final class Backlog {
  private Long sinceMillis;
  private long upTo;

  /** Takes note of how far the generation is read and how far it reaches, at this moment. */
  void stands(long offset, long end, long wallMillis) {
    if (end <= offset) {
      sinceMillis = null;
    } else if (sinceMillis == null || offset >= upTo) {
      sinceMillis = wallMillis;
      upTo = end;
    } else {
      // What was cut off is not waited for.
      upTo = Math.min(upTo, end);
    }
  }

  /** Wall clock, epoch milliseconds; null when all was read. */
  Long sinceMillis() {
    return sinceMillis;
  }
}
