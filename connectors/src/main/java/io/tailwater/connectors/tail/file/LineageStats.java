package io.tailwater.connectors.tail.file;

import java.util.List;

/**
 * How one log is doing. Written by the thread that reads it, read by any.
 *
 * @see TailCounters for all logs together
 */
public final class LineageStats {

  private final String lineage;
  private volatile long bytesRead;
  private volatile long bytesBehind;
  private volatile long generations;
  private volatile long truncations;
  private volatile long losses;
  private volatile long bytesLost;
  private volatile long inflated;
  private volatile Long unreadSinceMillis;

  LineageStats(String lineage) {
    this.lineage = lineage;
  }

  /** Id that the log was added under. */
  public String lineage() {
    return lineage;
  }

  /** Bytes handed on since the reader has it. */
  public long bytesRead() {
    return bytesRead;
  }

  /**
   * Bytes that are known to be there and not read. A last line without line feed counts: it is read
   * once it has one.
   */
  public long bytesBehind() {
    return bytesBehind;
  }

  /** Generations that are remembered. */
  public long generations() {
    return generations;
  }

  /** Times that a file of it was found emptied, cut or rewritten. */
  public long truncations() {
    return truncations;
  }

  /** Times that bytes of it were gone before they were read. */
  public long losses() {
    return losses;
  }

  /**
   * How many bytes the recorded ranges have: the sum of {@code lost} in the ledger. What was seen
   * beyond a range is told in its reason.
   */
  public long bytesLost() {
    return bytesLost;
  }

  /** Bytes unpacked from its archives. */
  public long archiveBytesInflated() {
    return inflated;
  }

  /**
   * When the oldest of what is unread was found, or a little earlier: wall clock, epoch
   * milliseconds; null when nothing is unread. A last line without line feed counts, as in {@link
   * #bytesBehind}, so of a log whose writer stopped within a line this stays.
   */
  public Long unreadSinceMillis() {
    return unreadSinceMillis;
  }

  // One thread writes, so that plain sums on volatile fields are whole.

  void read(long bytes) {
    bytesRead += bytes;
  }

  void truncated() {
    truncations++;
  }

  void lost(long bytes) {
    losses++;
    bytesLost += bytes;
  }

  void inflated(long bytes) {
    inflated += bytes;
  }

  void stands(List<Tracked> tracked, long wallMillis) {
    long behind = 0;
    Long unreadSince = null;
    for (Tracked t : tracked) {
      if (t.isOpen()) {
        Generation g = t.generation;
        behind += Math.max(0, g.sizeSeen() - g.offset());
        t.backlog.stands(g.offset(), g.sizeSeen(), wallMillis);
        Long since = t.backlog.sinceMillis();
        boolean older = since != null && (unreadSince == null || since < unreadSince);
        unreadSince = older ? since : unreadSince;
      }
    }
    bytesBehind = behind;
    generations = tracked.size();
    unreadSinceMillis = unreadSince;
  }
}
