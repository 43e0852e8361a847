package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;

/** A chunk and where its values come from. */
record FedChunk<C extends Chunk>(C chunk, ChunkFeed<C> feed) {
  void add(EventColumns batch, int[] rows, int from, int to) {
    feed.feed(chunk, batch, rows, from, to);
  }
}
