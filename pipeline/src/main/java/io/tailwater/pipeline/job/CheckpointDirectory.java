package io.tailwater.pipeline.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory for the checkpoint that stops a job. Nothing reads it again: the lake is
 * what the next start resumes from.
 */
final class LastCheckpoint implements AutoCloseable {
  private final Path directory;

  private LastCheckpoint(Path directory) {
    this.directory = directory;
  }

  static LastCheckpoint create() {
    try {
      return new LastCheckpoint(Files.createTempDirectory("tailwater-stop-"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a directory for the last checkpoint", e);
    }
  }

  String uri() {
    return directory.toUri().toString();
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + directory, e);
    }
  }
}
