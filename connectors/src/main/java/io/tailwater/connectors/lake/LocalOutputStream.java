package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.iceberg.io.PositionOutputStream;

/** Writes a local file through a buffer; what it wrote is on disk once it is closed. */
final class LocalOutputStream extends PositionOutputStream {
  private final String location;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private long position;

  LocalOutputStream(String location, FileChannel channel) {
    this.location = location;
    this.channel = channel;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void write(int value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) value);
    position++;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > buffer.remaining()) {
      flush();
    }
    if (length > buffer.capacity()) {
      drain(ByteBuffer.wrap(bytes, from, length));
    } else {
      buffer.put(bytes, from, length);
    }
    position += length;
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    drain(buffer);
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      flush();
      channel.force(true);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** The system says what happened, but not to which file. */
  private IOException named(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains(location)
        ? e
        : new IOException("Cannot write " + location + ": " + message, e);
  }

  private void drain(ByteBuffer from) throws IOException {
    try {
      while (from.hasRemaining()) {
        channel.write(from);
      }
    } catch (IOException e) {
      throw named(e);
    }
  }
}
