package io.tailwater.connectors.commit.replay;

/**
 * What a replay found and did.
 *
 * @param lines rejects that were meant and not replayed before
 * @param replayed those that are none any more
 * @param events events that came of them
 * @param filtered those of them that nothing came of, such as a header
 * @param rejected those that are rejects still
 * @param cutShort those of which only the beginning was kept, so that nobody knows
 * @param ofNoSource those whose source is not configured any more
 * @param untold those whose commit the ledger does not tell of any more
 */
public record ReplayReport(
    long lines,
    long replayed,
    long events,
    long filtered,
    long rejected,
    long cutShort,
    long ofNoSource,
    long untold) {
  static final ReplayReport NOTHING = new ReplayReport(0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  ReplayReport and(ReplayReport other) {
    return new ReplayReport(
        lines + other.lines,
        replayed + other.replayed,
        events + other.events,
        filtered + other.filtered,
        rejected + other.rejected,
        cutShort + other.cutShort,
        ofNoSource + other.ofNoSource,
        untold + other.untold);
  }
}
