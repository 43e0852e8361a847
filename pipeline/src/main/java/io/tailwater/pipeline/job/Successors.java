package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.LedgerReader;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.expressions.Expressions;

/**
 * Which source goes on in the place of another, as the ledger says.
 *
 * @param byId the id that took over, by the id that was given up
 */
record Successors(Map<String, String> byId) {

  static Successors of(LakeCatalog lake, Cut cut) {
    Map<String, String> byId = new HashMap<>();
    new LedgerReader(
            lake.load(LakeTables.LEDGER), cut.ledgerSnapshot(), Expressions.notNull("adopted_from"))
        .forEach(
            row -> {
              if (row.entry().adoptedFrom() != null) {
                byId.put(row.entry().adoptedFrom(), row.entry().source());
              }
            });
    return new Successors(byId);
  }

  /** What a source is called today: an id of those configured, or the last that is known. */
  String today(String source, Set<String> configured) {
    String id = source;
    // Ids may have been given back.
    for (int i = 0; i < byId.size() && !configured.contains(id) && byId.containsKey(id); i++) {
      id = byId.get(id);
    }
    return id;
  }
}
