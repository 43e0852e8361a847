package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A real archive on disk and what reads it. */
final class OpenArchive implements Closeable {
  final Path file;
  final UnpackedBytes bytes;

  OpenArchive(Path file, Codec codec) throws IOException {
    this.file = file;
    this.bytes = new UnpackedBytes(FileChannel.open(file), codec, new SpareBuffers());
  }

  static OpenArchive of(Path directory, Codec codec, byte[]... packed) throws IOException {
    Path file = Files.createTempFile(directory, "archive", codec.suffix());
    Files.write(file, Packing.join(packed));
    return new OpenArchive(file, codec);
  }

  void grow(byte[] packed, int from, int to) throws IOException {
    Files.write(file, Arrays.copyOfRange(packed, from, to), StandardOpenOption.APPEND);
  }

  byte[] read(long at, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    int read = bytes.read(into, at);
    return Arrays.copyOf(into.array(), read);
  }

  /** All that can be unpacked now. */
  byte[] all() throws IOException {
    return read(0, (int) bytes.end(Integer.MAX_VALUE));
  }

  UnpackedBytes.State stateAtEnd() throws IOException {
    bytes.end(Long.MAX_VALUE);
    return bytes.state();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
