package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
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

  static FileStat of(Path path) throws IOException {
    BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
    String key = seen.fileKey().toString();
    int inode = key.indexOf(INODE);
    if (!key.startsWith(DEVICE) || inode < 0) {
      return byNames(path);
    }
    // Java has the numbers only as text here, or as named attributes, which cost ten times as much.
    long dev = Long.parseUnsignedLong(key, DEVICE.length(), inode, 16);
    long ino = Long.parseUnsignedLong(key, inode + INODE.length(), key.length() - 1, 10);
    return new FileStat(
        new FileKey(dev, ino, nanos(seen.creationTime())),
        seen.size(),
        nanos(seen.lastModifiedTime()),
        seen.isRegularFile());
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
