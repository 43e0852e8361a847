package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.LockedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary directory for the checkpoints of one job, gone when the job is. No later start reads
 * it: the lake is what that resumes from. What a killed process left behind is removed by the next
 * one; a lock tells that its owner is gone.
 */
final class CheckpointDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointDirectory.class);
  private static final String PREFIX = "tailwater-checkpoints-";
  private static final String LOCK = "owner.lock";

  /** Closing any channel to a lock file of this process would let go of its lock. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel lock;

  private CheckpointDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** One below the system's temporary directory. */
  static CheckpointDirectory create() {
    return in(Path.of(System.getProperty("java.io.tmpdir")));
  }

  static CheckpointDirectory in(Path parent) {
    try {
      removeAbandoned(parent);
      Path directory = Files.createTempDirectory(parent, PREFIX);
      OWN.add(directory);
      // It gets its name when it is locked: until then nobody takes the directory for abandoned.
      Path unnamed = directory.resolve("lock");
      FileChannel lock =
          FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      Files.move(unnamed, directory.resolve(LOCK));
      return new CheckpointDirectory(directory, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a directory for checkpoints in " + parent, e);
    }
  }

  Path path() {
    return directory;
  }

  String uri() {
    return directory.toUri().toString();
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : others) {
        if (!OWN.contains(other) && LockedDirectory.isAbandoned(other, LOCK)) {
          LOG.info("removing {}, whose process is gone", other);
          LockedDirectory.remove(other);
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
      OWN.remove(directory);
      LockedDirectory.remove(directory);
    } catch (IOException e) {
      LOG.warn("{} could not be removed", directory, e);
    }
  }
}
