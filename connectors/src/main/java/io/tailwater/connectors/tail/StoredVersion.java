package io.tailwater.connectors.tail;

import java.io.IOException;

/** Refuses stored state that another program wrote. */
final class StoredVersion {
  private StoredVersion() {}

  static void check(String what, int version, int known) throws IOException {
    if (version != known) {
      throw new IOException(
          what + " of version " + version + " cannot be read; this program knows " + known);
    }
  }
}
