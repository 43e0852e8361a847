package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;

/** Hands one text column of a batch to its chunk. */
interface TextFeed {
  /** Adds the batch's rows {@code rows[from]} to {@code rows[to - 1]}. */
  void feed(TextChunk chunk, EventColumns batch, int[] rows, int from, int to);
}
