package io.tailwater.connectors.commit;

/** A ledger entry with something else in it. */
record LedgerEntryEdit(LedgerEntry entry) {

  static LedgerEntryEdit of(LedgerEntry entry) {
    return new LedgerEntryEdit(entry);
  }

  LedgerEntryEdit range(long from, long to) {
    return with(from, to, entry.lines(), entry.events(), entry.filtered());
  }

  LedgerEntryEdit counts(long lines, long events, long filtered) {
    return with(entry.fromOffset(), entry.toOffset(), lines, events, filtered);
  }

  private LedgerEntryEdit with(long from, long to, long lines, long events, long filtered) {
    return new LedgerEntryEdit(
        new LedgerEntry(
            entry.source(),
            entry.stream(),
            from,
            to,
            entry.endOffset(),
            lines,
            events,
            entry.rejects(),
            filtered,
            entry.lost(),
            entry.lossReason(),
            entry.late(),
            entry.bytes(),
            entry.minTsMicros(),
            entry.maxTsMicros(),
            entry.evidence(),
            entry.adoptedFrom()));
  }
}
