package io.tailwater.connectors.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A directory for lakes that are made and left by hundreds: every file of a lake is forced to disk,
 * which takes most of the time elsewhere. In memory where the machine has a file system there.
 */
final class DirectoryInMemory implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, "tailwater-")
        : Files.createTempDirectory("tailwater-");
  }
}
