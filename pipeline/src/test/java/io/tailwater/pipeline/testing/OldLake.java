package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A lake that an earlier version of this program made, and the log that it was made of. A lake's
 * metadata and the evidence of its logs hold whole paths, so both are unpacked to where they were
 * made; one process at a time has them there.
 */
public final class OldLake implements AutoCloseable {
  private static final Path PLACE = Path.of("/tmp/tailwater-old-lakes");

  private final Path directory;
  private final FileChannel channel;
  private final FileLock lock;

  private OldLake(Path directory, FileChannel channel, FileLock lock) {
    this.directory = directory;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Unpacks the lake of a version.
   *
   * @param version the commit of this repository that made it
   */
  public static OldLake of(String version) {
    try {
      Files.createDirectories(PLACE);
      Path lockFile = PLACE.resolve(version + ".lock");
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      OldLake lake = new OldLake(PLACE.resolve(version), channel, channel.lock());
      remove(lake.directory);
      lake.unpack(version);
      return lake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path warehouse() {
    return directory.resolve("lake");
  }

  public Path log() {
    return directory.resolve("access.log");
  }

  public Path directory() {
    return directory;
  }

  private void unpack(String version) throws IOException {
    Path archive =
        Path.of(System.getProperty("tailwater.root"))
            .resolve("connectors/src/test/resources/lakes")
            .resolve(version + ".zip.gz");
    try (ZipInputStream files =
        new ZipInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
        Path target = directory.resolve(file.getName());
        Files.createDirectories(target.getParent());
        Files.copy(files, target);
      }
    }
  }

  private static void remove(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      remove(directory);
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
