package io.tailwater.connectors.tail.file;

/**
 * Which file an inode is. A device reuses an inode number at once; the birth time tells the two
 * files apart where the file system keeps one.
 *
 * @param dev device number, all 64 bits of it: may be negative
 * @param ino inode number, likewise
 * @param birthNs birth time in nanoseconds since the epoch; where the file system keeps none, the
 *     time of the last change stands here, see {@link BirthTimes}
 */
public record FileKey(long dev, long ino, long birthNs) {

  boolean sameInode(FileKey other) {
    return dev == other.dev && ino == other.ino;
  }

  @Override
  public String toString() {
    return dev + ":" + ino + ":" + birthNs;
  }
}
