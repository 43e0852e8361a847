package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileClaims;
import io.tailwater.connectors.tail.file.Generation;
import java.util.ArrayList;
import java.util.List;

/**
 * A log with its evidence read, once for all who ask at a start: reading it is most of what a known
 * log costs there.
 *
 * @param log the log
 * @param known its generations, in the order of its evidence
 */
record RecalledLog(KnownLog log, List<Generation> known) {

  RecalledLog {
    known = List.copyOf(known);
  }

  static List<RecalledLog> of(Iterable<KnownLog> logs) {
    List<RecalledLog> recalled = new ArrayList<>();
    for (KnownLog log : logs) {
      recalled.add(new RecalledLog(log, log.evidence().stream().map(Evidence::read).toList()));
    }
    return recalled;
  }

  /**
   * Claims its files for it, so that no reader takes them for another log's before it is given to
   * one.
   *
   * @param host name of this machine: elsewhere device and inode numbers mean other files
   */
  void claim(FileClaims claims, String host) {
    for (Generation generation : known) {
      if (generation.host().equals(host)) {
        claims.remember(log.source(), log.id(), generation);
      }
    }
  }

  /** Leaves its files to whichever log meets them: it is given to no reader, or not yet. */
  void leave(FileClaims claims, String host) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).host().equals(host)) {
        claims.leave(log.source(), known.get(i), log.evidence().get(i));
      }
    }
  }
}
