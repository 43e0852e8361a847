package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * What a commit of the ledger says of erasures and replays that its cut is the first to name.
 *
 * @param erasures the erasures
 * @param replays the replays
 * @param tables the tables
 */
public record LedgerRowsOfChanges(
    List<Erasure> erasures, List<Replay> replays, Map<LakeTables, Table> tables) {

  /** True when there is nothing to say. */
  public boolean isEmpty() {
    return erasures.isEmpty() && replays.isEmpty();
  }

  /** The files with the rows about them. */
  public List<DataFile> files() {
    Table ledger = tables.get(LakeTables.LEDGER);
    List<DataFile> files = new ArrayList<>();
    erasures.forEach(erasure -> files.addAll(erasure.filesOf(ledger)));
    for (Replay replay : replays) {
      files.addAll(
          ReplayFiles.read(tables.get(LakeTables.REJECTS), replay).of(LakeTables.LEDGER, ledger));
    }
    return files;
  }

  /** By which the ledger's snapshot is known to have them. */
  public Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    LedgerDebt.ERASURES.idsOf(erasures).ifPresent(i -> keys.put(LedgerDebt.ERASURES.key(), i));
    LedgerDebt.REPLAYS.idsOf(replays).ifPresent(i -> keys.put(LedgerDebt.REPLAYS.key(), i));
    return keys;
  }
}
