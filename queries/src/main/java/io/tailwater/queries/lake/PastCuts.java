package io.tailwater.queries.lake;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stores of older cuts, made when they are asked for. The last few are kept, since whoever looks at
 * a past cut asks more than once. They read rollups from the cut's files, so that to ask for many
 * cuts takes neither the time nor the memory to load them.
 */
public final class PastCuts implements AutoCloseable {
  private static final int KEPT = 2;

  private final DuckDbLimits limits;
  private final Duration longest;
  private final Map<Long, CutStore> byLedgerSnapshot = new LinkedHashMap<>(4, 0.75f, true);

  /**
   * @param limits of each store
   */
  public PastCuts(DuckDbLimits limits) {
    this(limits, CutSession.LONGEST);
  }

  /**
   * @param limits of each store
   * @param longest time that the queries of a session may take together
   */
  public PastCuts(DuckDbLimits limits, Duration longest) {
    this.limits = limits;
    this.longest = longest;
  }

  /** A reader of that cut. The caller closes it. */
  public synchronized CutSession open(LakeAtCut cut) throws SQLException {
    CutStore store = byLedgerSnapshot.get(cut.cut().ledgerSnapshot());
    if (store == null) {
      store = CutStore.ofFiles(limits, longest);
      try {
        store.load(cut);
      } catch (SQLException | RuntimeException e) {
        store.close();
        throw e;
      }
      byLedgerSnapshot.put(cut.cut().ledgerSnapshot(), store);
      if (byLedgerSnapshot.size() > KEPT) {
        byLedgerSnapshot.remove(byLedgerSnapshot.keySet().iterator().next()).close();
      }
    }
    return store.open().orElseThrow();
  }

  @Override
  public synchronized void close() throws SQLException {
    for (CutStore store : byLedgerSnapshot.values()) {
      store.close();
    }
    byLedgerSnapshot.clear();
  }
}
