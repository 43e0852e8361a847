package io.tailwater.pipeline.job;

import org.apache.flink.util.SerializedThrowable;

/** The running job ended with an error. The message is that of the error's root, one sentence. */
public final class JobFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  JobFailed(Throwable failure) {
    super(rootOf(failure), failure);
  }

  JobFailed(String sentence) {
    super(sentence);
  }

  static void rethrow(SerializedThrowable failure) {
    throw new JobFailed(failure.deserializeError(JobFailed.class.getClassLoader()));
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
