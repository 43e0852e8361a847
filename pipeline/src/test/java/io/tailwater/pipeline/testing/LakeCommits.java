package io.tailwater.pipeline.testing;

import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How often events were committed to a lake, seen from outside: a writer must not load the job's
 * catalog. Iceberg numbers a table's metadata files.
 */
final class LakeCommits {
  private final Path metadata;

  LakeCommits(Path warehouse) {
    this.metadata =
        warehouse.resolve("logs").resolve(LakeTables.EVENTS.tableName()).resolve("metadata");
  }

  /** Number of the newest metadata file; 0 before there is one. */
  int count() throws IOException {
    if (!Files.isDirectory(metadata)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(metadata)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".metadata.json"))
          .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('-'))))
          .max()
          .orElse(0);
    }
  }
}
