package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;

/** Hands one column of a batch to its chunk. */
interface ChunkFeed<C extends Chunk> {
  /** Adds the batch's rows {@code rows[from]} to {@code rows[to - 1]}. */
  void feed(C chunk, EventColumns batch, int[] rows, int from, int to);
}
