package io.tailwater.connectors.kafka;

/**
 * Records that the ledger has not read are gone, and the source is configured to stop then. The
 * message is one sentence for the operator, with the way out.
 */
public final class LostRecordsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LostRecordsException(String sentence) {
    super(sentence);
  }
}
