package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.LakeLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at files and directories before the job starts, so that what can be said at once is said in
 * one sentence. What changes later is the tail source's business.
 */
public final class StartCheck {
  private static final int LOOK_BYTES = 8 * 1024;

  /** A log may hold a stray control character, but not one in so many bytes. */
  private static final int MOST_ODD_SHARE = 200;

  private StartCheck() {}

  /** A file named without wildcards, or a rotated name of it, must be there, readable, and text. */
  public static void readableText(List<String> paths) {
    for (String path : paths) {
      if (!hasWildcard(path)) {
        readableText(Path.of(path));
      }
    }
  }

  private static boolean hasWildcard(String path) {
    return path.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static void readableText(Path file) {
    if (Files.isDirectory(file)) {
      throw new CannotStart(
          "Cannot read "
              + file
              + ": it is a directory; name its files, such as "
              + file
              + "/*.log");
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LOOK_BYTES);
    } catch (NoSuchFileException e) {
      if (hasRotatedNames(file)) {
        return;
      }
      throw new CannotStart("Cannot read " + file + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw new CannotStart("Cannot read " + file + ": permission denied");
    } catch (IOException e) {
      throw new CannotStart("Cannot read " + file + ": " + reason(e));
    }
    int odd = 0;
    for (byte b : head) {
      odd += isBinary(b) ? 1 : 0;
    }
    if (odd * MOST_ODD_SHARE > head.length) {
      throw new CannotStart(
          "Cannot read %s as a log: %d of its first %d bytes are control characters, so it is no"
                  .formatted(file, odd, head.length)
              + " text"
              + kind(head));
    }
  }

  /** A log that was just renamed away, and that its writer has not begun anew. */
  private static boolean hasRotatedNames(Path file) {
    String name = file.getFileName().toString();
    Path directory = file.toAbsolutePath().getParent();
    try (DirectoryStream<Path> rotated =
        Files.newDirectoryStream(
            directory, sibling -> sibling.getFileName().toString().startsWith(name))) {
      return rotated.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /** Control characters that no log line holds; zero bytes are left by a truncation. */
  private static boolean isBinary(byte b) {
    return b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != 0x1b && b != '\f';
  }

  private static String kind(byte[] head) {
    if (head.length > 2 && (head[0] & 0xFF) == 0x1f && (head[1] & 0xFF) == 0x8b) {
      return " (it is gzip)";
    }
    if (head.length > 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L') {
      return " (it is a program)";
    }
    return "";
  }

  /** The warehouse of a local lake must be a directory that can be written. */
  static void writableWarehouse(LakeLocation lake) {
    if (!lake.isLocal()) {
      return;
    }
    Path directory = lake.directory();
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".writable", null));
    } catch (IOException e) {
      throw new CannotStart("Cannot write to the warehouse " + directory + ": " + reason(e));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return e.getMessage();
  }
}
