package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.config.FilesInput;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first lines that a source's files hold now.
 *
 * @param file the first file that has any
 * @param bytes whole lines from its beginning, up to 64 KiB
 */
record FirstLines(Path file, byte[] bytes) {
  private static final int LOOK_BYTES = 64 << 10;

  /** Empty while no file has a whole line. */
  static Optional<FirstLines> of(FilesInput files) {
    FileSelection selection =
        new FileSelection(
            files.paths(), files.exclude(), Archives.valueOf(files.archives().name()));
    for (Path log : LineagePath.activeOf(selection)) {
      byte[] lines = wholeLines(log);
      if (lines.length > 0) {
        return Optional.of(new FirstLines(log, lines));
      }
    }
    return Optional.empty();
  }

  private static byte[] wholeLines(Path log) {
    try (InputStream in = Files.newInputStream(log)) {
      byte[] head = in.readNBytes(LOOK_BYTES);
      int end = head.length;
      while (end > 0 && head[end - 1] != '\n') {
        end--;
      }
      return Arrays.copyOf(head, end);
    } catch (IOException e) {
      // It was renamed away just now, or cannot be read; the tail source says more of it.
      return new byte[0];
    }
  }
}
