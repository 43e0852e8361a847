package io.tailwater.pipeline.job;

/** What a command needs is not there yet, such as a first commit. The message is one sentence. */
public final class NotReady extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotReady(String sentence) {
    super(sentence);
  }
}
