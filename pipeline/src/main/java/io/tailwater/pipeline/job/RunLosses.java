package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.lake.LossReason;
import io.tailwater.connectors.lake.Printable;
import io.tailwater.connectors.lake.StreamName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;

/** What vanished before a run could read it, and of which logs. */
final class RunLosses {
  private static final int LOGS_NAMED = 3;

  private final Map<String, Long> lostByLog = new HashMap<>();
  private final Map<String, Long> lostByUnit = new TreeMap<>();
  private long records;
  private long ofUnknownSize;

  void take(LedgerEntry entry) {
    if (entry.lossReason() == null && entry.lost() == 0) {
      return;
    }
    records++;
    if (entry.lost() > 0) {
      lostByUnit.merge(StreamName.unitOf(entry.stream()), entry.lost(), Long::sum);
    }
    ofUnknownSize += LossReason.isOfUnknownSize(entry.lossReason()) ? 1 : 0;
    lostByLog.merge(StreamName.logOf(entry.stream()), entry.lost(), Long::sum);
  }

  /** A sentence for people; empty when nothing was lost. */
  Optional<String> describe() {
    if (lostByLog.isEmpty()) {
      return Optional.empty();
    }
    if (lostByUnit.isEmpty() && ofUnknownSize == 0) {
      String known =
          records == 1 ? "1 loss is" : String.format(Locale.ROOT, "%,d losses are", records);
      return Optional.of(known + " on record without a byte that is known, of " + logs());
    }
    List<String> what = new ArrayList<>();
    lostByUnit.forEach((unit, lost) -> what.add(plural(lost, unit)));
    if (ofUnknownSize > 0) {
      what.add(plural(ofUnknownSize, "piece") + " of unknown size");
    }
    return Optional.of(
        String.join(" and ", what) + " vanished before they could be read, of " + logs());
  }

  /** The logs that lost most, and how many more there are. */
  private String logs() {
    List<String> named =
        lostByLog.entrySet().stream()
            .sorted(
                Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Entry.comparingByKey()))
            .limit(LOGS_NAMED)
            .map(Entry::getKey)
            .map(Printable::line)
            .toList();
    int more = lostByLog.size() - named.size();
    return String.join(", ", named) + (more == 0 ? "" : " and " + plural(more, "more log"));
  }

  private static String plural(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
