package io.tailwater.pipeline.spool;

/** Events could not be stored. The message is one sentence for the operator. */
public final class SpoolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SpoolException(String sentence) {
    super(sentence);
  }

  SpoolException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
