package io.tailwater.connectors.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that belongs to a process for as long as that holds a lock on a file in it: a lock
 * ends with its process, however that ends.
 */
public final class LockedDirectory {
  private LockedDirectory() {}

  /**
   * Whether nobody holds the lock any more. Without a lock file the directory is being made right
   * now, or is another user's, or something else. Not to be asked of a directory of this process:
   * closing any channel to a lock file lets go of the lock.
   *
   * @param lock name of the lock file in it
   */
  public static boolean isAbandoned(Path directory, String lock) {
    try (FileChannel channel = FileChannel.open(directory.resolve(lock), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes it with all that is in it; that another process removes it too is no error. */
  public static void remove(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException | UncheckedIOException e) {
      // Another start removes it too.
      return;
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
