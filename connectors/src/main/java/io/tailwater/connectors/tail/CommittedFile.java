package io.tailwater.connectors.tail;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamName;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of a file is in the lake, as the ledger has it. Only for files that are appended to and
 * never renamed: their paths tell them apart.
 *
 * @param inode number of the file that was read
 * @param offset bytes of it that are committed
 * @param finished true when its reader has closed it: should it be gone, nothing is missed
 */
public record CommittedFile(long inode, long offset, boolean finished) {

  /** Those that a source has read, by their paths. */
  public static Map<Path, CommittedFile> of(String source, List<StreamHead> heads) {
    Map<Path, CommittedFile> files = new HashMap<>();
    for (StreamHead head : heads) {
      if (head.source().equals(source) && !StreamName.isOfNothing(head.stream())) {
        Generation read = Evidence.read(head.evidence());
        files.merge(
            Path.of(read.path()),
            new CommittedFile(
                read.key().ino(), head.offset(), read.state() == Generation.State.FINAL),
            CommittedFile::further);
      }
    }
    return files;
  }

  private static CommittedFile further(CommittedFile a, CommittedFile b) {
    return a.offset >= b.offset ? a : b;
  }

  /** True when the file that stands at the path is the one that was read, all of it. */
  public boolean isAllOf(Path path) throws IOException {
    return finished
        && Files.size(path) == offset
        && Files.getAttribute(path, "unix:ino").equals(inode);
  }
}
