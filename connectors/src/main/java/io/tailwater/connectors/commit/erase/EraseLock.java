package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.lake.LakeLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second erasure off a lake while one is at work: a lock on {@code erase.lock} beside the
 * tables, which the system lets go of when the process ends, however it does. The file stays: to
 * delete it would let two processes lock two files of that name. In an object store nothing can be
 * locked; there two that meet go by what the catalog tells them.
 */
final class EraseLock implements AutoCloseable {
  private static final String NAME = "erase.lock";

  /** This process' own: to close one channel would let go of the lock that another one holds. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Optional<Held> held;

  private record Held(Path file, FileChannel channel) {}

  private EraseLock(Optional<Held> held) {
    this.held = held;
  }

  /**
   * Takes the lock of the lake at a location.
   *
   * @throws IllegalStateException when another erasure has it
   */
  static EraseLock take(LakeLocation location) {
    return new EraseLock(
        location.isLocal()
            ? Optional.of(
                take(location.directory().resolve(location.namespace().replace('.', '/'))))
            : Optional.empty());
  }

  private static Held take(Path directory) {
    Path named = directory.resolve(NAME);
    try {
      Path file = Files.createDirectories(directory).toRealPath().resolve(NAME);
      if (!HELD.add(file)) {
        throw busy(file);
      }
      try {
        return new Held(file, lock(file));
      } catch (IOException | RuntimeException e) {
        HELD.remove(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + named, e);
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw busy(file);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw busy(file);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static IllegalStateException busy(Path file) {
    return new IllegalStateException(
        "Another erase is at work on this lake and holds "
            + file
            + "; ask again when it has ended, nothing was begun");
  }

  @Override
  public void close() {
    held.ifPresent(
        lock -> {
          try {
            lock.channel.close();
          } catch (IOException e) {
            throw new UncheckedIOException("Cannot let go of " + lock.file, e);
          } finally {
            HELD.remove(lock.file);
          }
        });
  }
}
