package io.tailwater.connectors.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.exceptions.NotFoundException;
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

  /** The files below a directory; none when it is not there. Others may delete some meanwhile. */
  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    Path root = pathOf(prefix);
    String below = prefix.replaceAll("/+$", "") + "/";
    List<FileInfo> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
              if (seen.isRegularFile()) {
                long modified = seen.lastModifiedTime().toMillis();
                found.add(new FileInfo(below + root.relativize(file), seen.size(), modified));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new RuntimeIOException(e, "Cannot list %s", prefix);
    }
    return found;
  }

  /** Nothing here deletes what it has not named file by file. */
  @Override
  public void deletePrefix(String prefix) {
    throw new UnsupportedOperationException("Files are deleted one by one, not all of " + prefix);
  }

  /**
   * A file that the lake names is not there. Without a cause, whose message would be the bare path.
   */
  public static NotFoundException missing(String location) {
    Path file = pathOf(location);
    return new NotFoundException(
        "%s lacks its file %s: it was deleted or moved; put it back, from a backup if need be",
        tableOf(file).map(table -> "Table " + table).orElse("The lake"), file);
  }

  /** A table's files are in its folders data and metadata. */
  private static Optional<String> tableOf(Path file) {
    for (int part = file.getNameCount() - 2; part > 0; part--) {
      String name = file.getName(part).toString();
      if (name.equals("data") || name.equals("metadata")) {
        return Optional.of(file.getName(part - 1).toString());
      }
    }
    return Optional.empty();
  }

  static UncheckedIOException failed(String what, String location, IOException cause) {
    return new UncheckedIOException("Cannot " + what + " " + location, cause);
  }
}
