package io.tailwater.connectors.commit.file;

/**
 * How large event files get.
 *
 * @param targetFileBytes a file is closed once it holds this many bytes
 * @param rowGroupBytes a row group is closed once it buffers this many bytes in memory
 * @param maxOpenDays days that have a file open at once; each may buffer one row group
 */
public record EventFileOptions(long targetFileBytes, long rowGroupBytes, int maxOpenDays) {
  /** 128 MiB files of 32 MiB row groups, four days at once. */
  public static final EventFileOptions DEFAULT = new EventFileOptions(128L << 20, 32L << 20, 4);

  public EventFileOptions {
    if (targetFileBytes < 1 || rowGroupBytes < 1 || maxOpenDays < 1) {
      throw new IllegalArgumentException(
          "Event files want sizes and open days of at least 1, got "
              + targetFileBytes
              + " bytes a file, "
              + rowGroupBytes
              + " bytes a row group, "
              + maxOpenDays
              + " days");
    }
  }
}
