package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;

/**
 * Writes batches of columns into files of {@code events}. It has read a batch when {@link #write}
 * returns, so batch and buffers may be used again.
 */
public interface EventFileWriter extends FileWriter<EventColumns> {}
