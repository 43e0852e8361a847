package io.tailwater.connectors.commit.audit;

import java.util.List;

/**
 * What was gone before it could be read. The ledger owns up to it, so none of it is a finding.
 *
 * @param records ledger rows with a loss
 * @param ofUnknownSize those of them where more may be lost than is known
 * @param bytes bytes known to be lost
 * @param newest the newest twenty records, newest first
 */
public record LossSummary(long records, long ofUnknownSize, long bytes, List<Loss> newest) {

  public LossSummary {
    newest = List.copyOf(newest);
  }
}
