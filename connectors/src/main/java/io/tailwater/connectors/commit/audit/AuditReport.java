package io.tailwater.connectors.commit.audit;

import java.util.List;

/**
 * What an audit found.
 *
 * @param seq the commit that was audited
 * @param streams streams in the ledger
 * @param lines lines read
 * @param events events, by the ledger
 * @param rejects rejects, by the ledger
 * @param filtered lines dropped on purpose
 * @param losses what was gone before it could be read, by the ledger
 * @param eventRows rows in {@code events}
 * @param rejectRows rows in {@code rejects}
 * @param rollupRequests sum of requests in {@code requests_hourly}
 * @param findings a sentence for each contradiction; none when the lake is sound
 */
public record AuditReport(
    long seq,
    int streams,
    long lines,
    long events,
    long rejects,
    long filtered,
    LossSummary losses,
    long eventRows,
    long rejectRows,
    long rollupRequests,
    List<String> findings) {

  public AuditReport {
    findings = List.copyOf(findings);
  }

  /** True when nothing contradicts anything. */
  public boolean isClean() {
    return findings.isEmpty();
  }
}
