package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Counts losses, remembers the newest, and finds those that cannot be. */
final class LossTally {
  private static final int REMEMBERED = 20;

  private final PriorityQueue<Loss> newest = new PriorityQueue<>(Loss.OLDEST_FIRST);
  private final Findings findings;
  private long losses;
  private long ofUnknownSize;
  private long bytes;

  LossTally(Findings findings) {
    this.findings = findings;
  }

  /** Takes a row, and finds what is wrong with its loss. */
  void take(LedgerLine line) {
    bytes += line.lost();
    if (line.lost() < 0) {
      find(line, line.lost() + " bytes", "0 or more", "lost " + line.lost() + " bytes");
    }
    if (line.lossReason() == null) {
      if (line.lost() > 0) {
        String what = "lost " + line.lost() + " bytes, but says no reason";
        find(line, "no reason", "a reason", what);
      }
      return;
    }
    Loss loss = Loss.of(line);
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

  private void find(LedgerLine line, String got, String want, String what) {
    String sentence = line.commit() + " " + what;
    findings.add(
        Finding.ofStream(
            Check.loss, LakeTables.LEDGER, line.stream(), line.seq(), got, want, sentence));
  }
}
