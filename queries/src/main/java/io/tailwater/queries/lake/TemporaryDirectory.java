package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LockedDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;

/**
 * A directory below the system's temporary one, gone when it is closed. A process that is killed
 * closes nothing, so the first directory of the next process removes what is left: a lock, which
 * ends with its process, tells that nobody uses it any more.
 */
public final class TemporaryDirectory implements AutoCloseable {
  private static final String PREFIX = "tailwater-";
  private static final String LOCK = "queries.lock";

  /**
   * Closing any channel to a lock file would let go of this process's lock: so before all locks.
   */
  private static boolean swept;

  private final Path directory;
  private final FileChannel lock;

  private TemporaryDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Makes one, readable by this user only.
   *
   * @param purpose a word of its name, as {@code export}
   */
  public static TemporaryDirectory create(String purpose) throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    Path directory = Files.createTempDirectory(parent, PREFIX + purpose + "-");
    sweep(parent, Files.getOwner(directory));
    // It gets its name when it is locked: until then nobody takes the directory for abandoned.
    Path unnamed = directory.resolve("lock");
    FileChannel lock =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    Files.move(unnamed, directory.resolve(LOCK));
    return new TemporaryDirectory(directory, lock);
  }

  /** Where files may be put; those that are there go with it. */
  public Path path() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    lock.close();
    LockedDirectory.remove(directory);
  }

  /** Closes it because of a failure, which is what matters. */
  public void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static synchronized void sweep(Path parent, UserPrincipal user) {
    if (swept) {
      return;
    }
    swept = true;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : all) {
        if (isAbandoned(other, user)) {
          removeIfPossible(other);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // As for one that cannot be removed.
    }
  }

  /** What cannot be removed is left: nobody who only asks need hear of that. */
  private static void removeIfPossible(Path abandoned) {
    try {
      LockedDirectory.remove(abandoned);
    } catch (IOException e) {
      // The others are removed nevertheless.
    }
  }

  /** One without a lock file is being made right now, or is something else. */
  private static boolean isAbandoned(Path other, UserPrincipal user) {
    try {
      return Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(user)
          && LockedDirectory.isAbandoned(other, LOCK);
    } catch (IOException e) {
      return false;
    }
  }
}
