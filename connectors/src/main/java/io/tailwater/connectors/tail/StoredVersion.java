package io.tailwater.connectors.tail;

import java.io.IOException;

/** Refuses stored state that another program wrote. */
final class StoredVersion {
  private StoredVersion() {}

  static void check(String what, int version, int oldest, int newest) throws IOException {
    if (version < oldest || version > newest) {
      String known = oldest == newest ? String.valueOf(newest) : oldest + " to " + newest;
      throw new IOException(
          what + " of version " + version + " cannot be read; this program knows " + known);
    }
  }
}
