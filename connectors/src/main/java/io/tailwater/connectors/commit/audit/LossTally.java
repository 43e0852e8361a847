package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.commit.file.LedgerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Counts losses, remembers the newest, and finds those that cannot be. */
final class LossTally {
  private static final int REMEMBERED = 20;

  private final PriorityQueue<Loss> newest = new PriorityQueue<>(Loss.OLDEST_FIRST);
  private long losses;
  private long ofUnknownSize;
  private long bytes;

  /** Takes a row, and adds a sentence for what is wrong with its loss. */
  void take(LedgerRow row, List<String> findings) {
    LedgerEntry entry = row.entry();
    bytes += entry.lost();
    if (entry.lost() < 0) {
      findings.add(where(row) + " lost " + entry.lost() + " bytes");
    }
    if (entry.lossReason() == null) {
      if (entry.lost() > 0) {
        findings.add(where(row) + " lost " + entry.lost() + " bytes, but says no reason");
      }
      return;
    }
    Loss loss = Loss.of(row);
    losses++;
    ofUnknownSize += loss.isOfUnknownSize() ? 1 : 0;
    newest.add(loss);
    if (newest.size() > REMEMBERED) {
      newest.remove();
    }
  }

  LossSummary summary() {
    List<Loss> newestFirst = new ArrayList<>(newest);
    newestFirst.sort(Loss.OLDEST_FIRST.reversed());
    return new LossSummary(losses, ofUnknownSize, bytes, newestFirst);
  }

  private static String where(LedgerRow row) {
    return "Commit " + row.seq() + " of " + row.entry().stream();
  }
}
