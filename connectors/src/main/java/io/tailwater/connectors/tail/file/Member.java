package io.tailwater.connectors.tail.file;

import java.nio.file.Path;

/**
 * A file of a lineage as one look at its directories found it.
 *
 * @param path where it stands
 * @param name what its name says
 * @param stat which file it is, and how big
 * @param named a path pattern names it
 * @param active the path that the log is written under leads to it
 * @param written it counts as being written: the active one, or where there is none the newest of
 *     those that are named by a pattern and a date
 */
record Member(
    Path path, RotationName name, FileStat stat, boolean named, boolean active, boolean written) {

  /** One that is not known to be written. */
  Member(Path path, RotationName name, FileStat stat, boolean named) {
    this(path, name, stat, named, false, false);
  }

  Member asActive() {
    return new Member(path, name, stat, named, true, true);
  }

  Member asWritten() {
    return new Member(path, name, stat, named, active, true);
  }

  /** True when its name says that it is not written any more. */
  boolean rotated() {
    return !active && (name.rotated() || pinned());
  }

  /** True when nothing but a pin is left of its names. */
  boolean pinned() {
    return PinName.isPin(path);
  }

  FileKey key() {
    return stat.key();
  }

  boolean packed() {
    return name.codec() != Codec.NONE;
  }
}
