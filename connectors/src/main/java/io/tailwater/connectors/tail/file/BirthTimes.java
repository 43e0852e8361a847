package io.tailwater.connectors.tail.file;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which devices keep birth times.
 *
 * <p>Where none is kept, Java gives the time of the last change in its place, and two looks at one
 * growing file then show two births. So a birth counts as evidence only on a device where some file
 * or directory was seen whose birth is not its last change.
 */
final class BirthTimes {

  private final Map<Long, Boolean> kept = new ConcurrentHashMap<>();

  void learn(FileStat stat) {
    if (stat.key().birthNs() != stat.mtimeNs()) {
      kept.put(stat.key().dev(), true);
    }
  }

  /** True when the two are known to be different files. */
  boolean differ(FileKey a, FileKey b) {
    return !a.sameInode(b) || (a.birthNs() != b.birthNs() && kept.containsKey(a.dev()));
  }
}
