package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.tail.file.LineagePath;
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
    if (isArchive(file, head)) {
      return;
    }
    if (begins(head, 0xfe, 0xff) || begins(head, 0xff, 0xfe)) {
      throw new CannotStart(
          "Cannot read "
              + file
              + " as a log: it is UTF-16, whose lines do not end in a line feed byte; want UTF-8 or"
              + " another encoding of single bytes");
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
    Path log = file.toAbsolutePath();
    try (DirectoryStream<Path> rotated =
        Files.newDirectoryStream(
            log.getParent(), sibling -> LineagePath.activeOf(sibling).equals(log))) {
      return rotated.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /** Control characters that no log line holds; zero bytes are left by a truncation. */
  private static boolean isBinary(byte b) {
    return b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != 0x1b && b != '\f';
  }

  /** An archive is known by its name, as when it is followed, and is what its name says. */
  private static boolean isArchive(Path file, byte[] head) {
    String name = file.getFileName().toString();
    return (name.endsWith(".gz") && isGzip(head)) || (name.endsWith(".zst") && isZstd(head));
  }

  private static boolean isGzip(byte[] head) {
    return begins(head, 0x1f, 0x8b);
  }

  private static boolean isZstd(byte[] head) {
    return begins(head, 0x28, 0xb5, 0x2f, 0xfd);
  }

  private static boolean begins(byte[] head, int... bytes) {
    boolean begins = head.length >= bytes.length;
    for (int i = 0; begins && i < bytes.length; i++) {
      begins = (head[i] & 0xFF) == bytes[i];
    }
    return begins;
  }

  private static String kind(byte[] head) {
    if (isGzip(head)) {
      return " (it is gzip: a name that ends in .gz has it unpacked)";
    }
    if (isZstd(head)) {
      return " (it is zstd: a name that ends in .zst has it unpacked)";
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
      throw new CannotStart("Cannot write to the warehouse " + directory + ": " + reason(e), e);
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
