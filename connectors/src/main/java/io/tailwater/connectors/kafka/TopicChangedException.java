package io.tailwater.connectors.kafka;

/**
 * A topic is not what it was when the job started: deleted, made anew, without the records that
 * were to be read next, or without some that were read. The job ends with this; its next start says
 * what is lost, or records it.
 */
public final class TopicChangedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TopicChangedException(String sentence) {
    super(sentence);
  }

  /** True when it is what a job ended with. */
  public static boolean isWhatFailed(Throwable failure) {
    for (Throwable part = failure; part != null; part = part.getCause()) {
      if (part instanceof TopicChangedException) {
        return true;
      }
    }
    return false;
  }
}
