package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one look at a path tells, from a single system call so that its parts belong together.
 *
 * @param key which file stands there
 * @param size bytes in it
 * @param mtimeNs last change, nanoseconds since the epoch
 * @param regular false for a directory, a pipe, a device
 */
record FileStat(FileKey key, long size, long mtimeNs, boolean regular) {

  private static final String DEVICE = "(dev=";
  private static final String INODE = ",ino=";
  private static final String END = ")";

  static FileStat of(Path path) throws IOException {
    BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
    // Java has the numbers only as text here, or as named attributes, which cost ten times as much.
    Optional<FileKey> key = key(String.valueOf(seen.fileKey()), nanos(seen.creationTime()));
    return key.isEmpty()
        ? byNames(path)
        : new FileStat(
            key.get(), seen.size(), nanos(seen.lastModifiedTime()), seen.isRegularFile());
  }

  /**
   * What Java says of a file's identity: {@code (dev=fd01,ino=77)}. The device is in hex, and the
   * inode a signed number: the file systems that make theirs up use all 64 bits.
   *
   * @return empty when the text is none such
   */
  static Optional<FileKey> key(String text, long birthNs) {
    int inode = text.indexOf(INODE);
    if (!text.startsWith(DEVICE) || inode < 0 || !text.endsWith(END)) {
      return Optional.empty();
    }
    try {
      long dev = Long.parseUnsignedLong(text, DEVICE.length(), inode, 16);
      long ino = Long.parseLong(text, inode + INODE.length(), text.length() - 1, 10);
      return Optional.of(new FileKey(dev, ino, birthNs));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The same by the names that the numbers have. */
  static FileStat byNames(Path path) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(path, "unix:dev,ino,size,creationTime,lastModifiedTime,isRegularFile");
    return new FileStat(
        new FileKey(
            (Long) seen.get("dev"), (Long) seen.get("ino"), nanos(seen.get("creationTime"))),
        (Long) seen.get("size"),
        nanos(seen.get("lastModifiedTime")),
        (Boolean) seen.get("isRegularFile"));
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }
}
