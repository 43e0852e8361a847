package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LocalFileIO;

/** Where DuckDB finds a data file. */
final class DataPaths {
  private DataPaths() {}

  /**
   * The path of a data file on this machine.
   *
   * @throws UnreadableLakeException for a file in an object store
   */
  static String local(String location) {
    if (location.contains("://") && !location.startsWith("file://")) {
      throw new UnreadableLakeException(
          "Data file " + location + " is not on this machine; only local files can be read so far");
    }
    return LocalFileIO.pathOf(location).toString();
  }
}
