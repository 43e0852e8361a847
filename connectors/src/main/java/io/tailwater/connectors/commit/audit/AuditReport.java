package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.lake.LakeTables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an audit found.
 *
 * @param commits how many commits were audited
 * @param streams streams in the ledger
 * @param lines lines read
 * @param events events, by the ledger
 * @param rejects rejects, by the ledger
 * @param filtered lines dropped on purpose
 * @param erased events that were erased, by the ledger
 * @param replayed rejects that a replay has taken up, by the ledger
 * @param replayedEvents events that came of them, by the ledger
 * @param losses what was gone before it could be read, by the ledger
 * @param totals what the tables hold; empty when only some commits were audited
 * @param retainedFrom tables of which retention removed rows, with the day from which on they are
 *     whole
 * @param findings the contradictions, the first thousand; none when the lake is sound
 * @param contradictions how many there are in all
 */
public record AuditReport(
    long commits,
    int streams,
    long lines,
    long events,
    long rejects,
    long filtered,
    long erased,
    long replayed,
    long replayedEvents,
    LossSummary losses,
    Optional<Totals> totals,
    Map<LakeTables, LocalDate> retainedFrom,
    List<Finding> findings,
    long contradictions) {

  /**
   * What the tables hold.
   *
   * @param events rows in {@code events}
   * @param rejects rows in {@code rejects}
   * @param requests sum of requests in {@code requests_hourly}
   */
  public record Totals(long events, long rejects, long requests) {}

  public AuditReport {
    retainedFrom = Map.copyOf(retainedFrom);
    findings = List.copyOf(findings);
  }

  /** True when nothing contradicts anything. */
  public boolean isClean() {
    return contradictions == 0;
  }
}
