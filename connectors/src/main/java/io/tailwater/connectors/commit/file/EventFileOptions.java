package io.tailwater.connectors.commit.file;

/**
 * How large event files get.
 *
 * @param targetFileBytes a file is closed once it holds this many bytes
 * @param bufferBytes once all open files together buffer this many bytes in memory, the one that
 *     buffers most ends its row group
 * @param maxOpenDays days that have a file open at once
 */
public record EventFileOptions(long targetFileBytes, long bufferBytes, int maxOpenDays) {
  /**
   * 128 MiB files, 48 MiB of memory, a month of days: as many daily logs may be read side by side.
   */
  public static final EventFileOptions DEFAULT = new EventFileOptions(128L << 20, 48L << 20, 32);

  public EventFileOptions {
    if (targetFileBytes < 1 || bufferBytes < 1 || maxOpenDays < 1) {
      throw new IllegalArgumentException(
          "Event files want sizes and open days of at least 1, got "
              + targetFileBytes
              + " bytes a file, "
              + bufferBytes
              + " bytes of buffer, "
              + maxOpenDays
              + " days");
    }
  }
}
