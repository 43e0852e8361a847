package io.tailwater.pipeline.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process writes to a spool. The lock ends with the process, however that ends. */
final class SpoolLock implements Closeable {
  private final FileChannel file;

  private SpoolLock(FileChannel file) {
    this.file = file;
  }

  /**
   * @throws SpoolException when another one has it
   */
  static SpoolLock take(Path directory) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        return new SpoolLock(file);
      }
    } catch (OverlappingFileLockException e) {
      // This process has it already: the same answer.
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    throw new SpoolException("Another gateway writes to the spool " + directory + " already");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
