package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A file's first bytes, read once and held against many heads: most files of a log are told apart
 * by them, and to open a file again for each generation takes long where there are thousands.
 */
final class FileBeginning {
  private final byte[] first;
  private final Map<Integer, String> hashes = new HashMap<>();

  private FileBeginning(byte[] first) {
    this.first = first;
  }

  static FileBeginning of(LogBytes bytes) throws IOException {
    return new FileBeginning(Proof.bytesAt(bytes, 0, Head.FULL));
  }

  /** True when the file surely does not begin with that head, as far as both reach. */
  boolean differsFrom(Head head) {
    for (Head.Prefix prefix : head.prefixes()) {
      int length = prefix.length();
      if (length <= first.length
          && !hashes
              .computeIfAbsent(length, l -> ContentHash.of(first, 0, l))
              .equals(prefix.hash())) {
        return true;
      }
    }
    return false;
  }
}
