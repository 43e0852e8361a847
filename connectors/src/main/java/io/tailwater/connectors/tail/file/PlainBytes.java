package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A log that is not packed: the file's bytes are the log's. Closes its channel. */
final class PlainBytes implements LogBytes {
  private final FileChannel channel;

  PlainBytes(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    int start = into.position();
    while (into.hasRemaining()) {
      if (channel.read(into, at + into.position() - start) < 0) {
        break;
      }
    }
    return into.position() - start;
  }

  @Override
  public long end(long atLeast) throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
