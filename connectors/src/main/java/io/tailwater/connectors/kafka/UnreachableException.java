package io.tailwater.connectors.kafka;

import io.tailwater.connectors.lake.Trouble;

/** The brokers do not answer, or refuse. The message is one sentence for the operator. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** With the reason as the client says it, and what is at the root of it. */
  static UnreachableException of(String what, Throwable cause) {
    return new UnreachableException(what + ": " + Trouble.reasonOf(cause), cause);
  }

  /** True when it is what a start failed with. */
  public static boolean isWhatFailed(Throwable failure) {
    for (Throwable part = failure; part != null; part = part.getCause()) {
      if (part instanceof UnreachableException) {
        return true;
      }
    }
    return false;
  }
}
