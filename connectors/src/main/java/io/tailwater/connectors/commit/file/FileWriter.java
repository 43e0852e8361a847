package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.stream.WrittenFile;
import java.io.Closeable;
import java.util.List;

/**
 * Writes what it is given into data files of one table. A file belongs to the table only once it is
 * committed; {@link #close} without {@link #flush} leaves files that nobody refers to. Not
 * thread-safe.
 *
 * @param <T> what one call writes: a row, or a batch of rows
 */
public interface FileWriter<T> extends Closeable {
  void write(T rows);

  /** Closes all open files and names every file closed since the last call. */
  List<WrittenFile> flush();
}
