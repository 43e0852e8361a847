package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.BitSet;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** Which numbers of commits were seen, a bit each. */
final class CommitNumbers {
  private final BitSet seen = new BitSet();

  void add(long seq) {
    seen.set(Math.toIntExact(seq));
  }

  /** A commit without a row of its own, a fence or a rewrite, still has its snapshot. */
  void addSnapshots(Table ledger, long newest) {
    for (Snapshot snapshot : SnapshotUtil.ancestorsOf(newest, ledger::snapshot)) {
      String seq = snapshot.summary().get(SnapshotKeys.SEQ);
      if (seq != null) {
        add(Long.parseLong(seq));
      }
    }
  }

  /**
   * Finds the numbers that are missing between the first one seen, from {@code from} on, and {@code
   * to}.
   */
  void findMissing(long from, long to, Findings findings) {
    int first = seen.nextSetBit((int) Math.max(1, Math.min(from, Integer.MAX_VALUE)));
    int missing = first < 0 ? 1 : seen.nextClearBit(first);
    while (missing <= to) {
      findings.add(
          Finding.ofCommit(
              Check.number,
              missing,
              "no commit",
              "commit " + missing,
              "Commit " + missing + " is missing from the ledger, which goes up to " + to));
      missing = seen.nextClearBit(missing + 1);
    }
  }
}
