package io.tailwater.connectors.commit.upkeep;

import org.apache.iceberg.data.Record;

/** Of which stream a row of the ledger is. */
record LedgerStream(String source, String stream) {

  static LedgerStream of(Record row) {
    return new LedgerStream((String) row.getField("source"), (String) row.getField("stream"));
  }
}
