package io.tailwater.connectors.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Files of this machine, without Hadoop. A written file is forced to disk when it is closed, so
 * that a commit never names bytes that a power cut can still take away.
 */
public final class LocalFileIO implements FileIO {
  private static final long serialVersionUID = 1;

  /** The path of a location: plain, or with the scheme {@code file:}. */
  public static Path pathOf(String location) {
    if (location.startsWith("file://")) {
      return Path.of(location.substring("file://".length()));
    }
    if (location.startsWith("file:")) {
      return Path.of(location.substring("file:".length()));
    }
    return Path.of(location);
  }

  @Override
  public InputFile newInputFile(String location) {
    return new LocalInputFile(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutputFile(location);
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.deleteIfExists(pathOf(location));
    } catch (IOException e) {
      throw new RuntimeIOException(e, "Cannot delete %s", location);
    }
  }

  static UncheckedIOException failed(String what, String location, IOException cause) {
    return new UncheckedIOException("Cannot " + what + " " + location, cause);
  }
}
