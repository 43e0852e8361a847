package io.tailwater.pipeline.gateway;

import java.io.Closeable;
import java.io.IOException;

/** Where the events of a source wait for the job to read them. Thread-safe. */
interface EventStore {

  /** Longest record that it takes, bytes. */
  int longest();

  /**
   * @throws Refusal when it takes no more for a while
   */
  void admit();

  /**
   * Returns once the records outlive any crash.
   *
   * @throws Refusal when that is not known of all of them
   */
  void store(Records records) throws InterruptedException;

  /**
   * Begins an upload, which may be larger than memory.
   *
   * @throws Refusal when it cannot be
   */
  Upload upload() throws IOException;

  /** Records that are stored when they are all there, or not at all. One thread only. */
  interface Upload extends Closeable {
    /**
     * @throws Refusal when there is no room for them
     */
    void add(Records records) throws IOException;

    /** As {@link EventStore#store} does, with all that was added. */
    void store() throws IOException, InterruptedException;
  }
}
