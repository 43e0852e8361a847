package io.tailwater.connectors.tail.file;

import java.nio.file.Path;

/**
 * A file of a lineage as one look at its directory found it.
 *
 * @param path where it stands
 * @param name what its name says
 * @param stat which file it is, and how big
 * @param named a path pattern names it
 */
record Member(Path path, RotationName name, FileStat stat, boolean named) {

  boolean active() {
    return !name.rotated();
  }
}
