package io.tailwater.connectors.kafka;

/** The brokers do not answer, or refuse. The message is one sentence for the operator. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
