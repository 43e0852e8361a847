package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  static FileStat of(Path path) throws IOException {
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
