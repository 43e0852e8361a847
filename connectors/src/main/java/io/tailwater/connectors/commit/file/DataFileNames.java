package io.tailwater.connectors.commit.file;

/**
 * Names the data files of one writer: {@code <run>-<subtask>-<attempt>-<counter>.parquet}. The
 * attempt keeps a task that Flink started again from meeting the files of its predecessor.
 */
public final class DataFileNames {
  private final String prefix;
  private long counter;

  /**
   * @param runId unique id of the process run
   * @param subtask index of the writing subtask
   * @param attempt how often the subtask was started before
   */
  public DataFileNames(String runId, int subtask, int attempt) {
    this.prefix = runId + "-" + subtask + "-" + attempt + "-";
  }

  /** A name that no other file has. */
  public String next() {
    return prefix + counter++ + ".parquet";
  }
}
