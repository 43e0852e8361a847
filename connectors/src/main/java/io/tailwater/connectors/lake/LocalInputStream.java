package io.tailwater.connectors.lake;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.iceberg.io.SeekableInputStream;

/** Reads a local file from any position. */
final class LocalInputStream extends SeekableInputStream {
  private final FileChannel channel;

  LocalInputStream(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public long getPos() throws IOException {
    return channel.position();
  }

  @Override
  public void seek(long position) throws IOException {
    if (position > channel.size()) {
      throw new EOFException(
          "Cannot seek to " + position + " in a file of " + channel.size() + " bytes");
    }
    channel.position(position);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, from, length));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
