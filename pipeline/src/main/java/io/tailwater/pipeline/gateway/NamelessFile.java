package io.tailwater.pipeline.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is gone when it is closed, and when the process ends in whatever way. */
final class NamelessFile implements Closeable {
  private final FileChannel file;

  private NamelessFile(FileChannel file) {
    this.file = file;
  }

  static NamelessFile in(Path directory) throws IOException {
    Path name = Files.createTempFile(directory, "upload-", ".new");
    try {
      return new NamelessFile(
          FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } finally {
      Files.delete(name);
    }
  }

  void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** All of it, from its beginning. */
  InputStream read() throws IOException {
    return Channels.newInputStream(file.position(0));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
