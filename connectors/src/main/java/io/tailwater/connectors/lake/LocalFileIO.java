package io.tailwater.connectors.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Files of this machine, without Hadoop. A written file is forced to disk when it is closed, so
 * that a commit never names bytes that a power cut can still take away.
 */
public final class LocalFileIO implements SupportsPrefixOperations {
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

  /** The files below a directory; none when it is not there. */
  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    Path root = pathOf(prefix);
    if (Files.notExists(root)) {
      return List.of();
    }
    List<FileInfo> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        found.add(
            new FileInfo(
                prefix.replaceAll("/+$", "") + "/" + root.relativize(file),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis()));
      }
    } catch (IOException | UncheckedIOException e) {
      // One that was deleted meanwhile, say: the next look finds what there is then.
      throw new RuntimeIOException(new IOException(e), "Cannot list %s", prefix);
    }
    return found;
  }

  /** Nothing here deletes what it has not named file by file. */
  @Override
  public void deletePrefix(String prefix) {
    throw new UnsupportedOperationException("Files are deleted one by one, not all of " + prefix);
  }

  static UncheckedIOException failed(String what, String location, IOException cause) {
    return new UncheckedIOException("Cannot " + what + " " + location, cause);
  }
}
