package io.tailwater.pipeline.job;

/**
 * The job cannot start as things are outside the configuration: a file is missing, a directory
 * cannot be written. The message is one sentence for the operator.
 */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CannotStart(String sentence) {
    super(sentence);
  }

  CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
