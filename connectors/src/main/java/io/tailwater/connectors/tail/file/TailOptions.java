package io.tailwater.connectors.tail.file;

import java.time.Duration;

/**
 * How the engine goes about its work.
 *
 * @param chunkBytes most bytes read of one file before it is another's turn
 * @param rotateQuiet how long a rotated file must not have grown before it counts as finished
 * @param copyQuiet how long a small new file under a rotated name must not have grown before it
 *     counts as something else than a copy being made
 * @param longestPause longest wait between two looks at a file that grew lately
 * @param heartbeat how often a file at its end says that it still is
 * @param forgetAfter how long a finished generation is remembered after its file is gone
 * @param tombstones most finished generations of a log that are remembered without a file
 * @param openFiles most files held open
 * @param bounded stop at the end of what is there
 */
public record TailOptions(
    int chunkBytes,
    Duration rotateQuiet,
    Duration copyQuiet,
    Duration longestPause,
    Duration heartbeat,
    Duration forgetAfter,
    int tombstones,
    int openFiles,
    boolean bounded) {

  public TailOptions {
    if (chunkBytes < 1 || openFiles < 1) {
      throw new IllegalArgumentException(
          "A tail needs chunks and open files of at least 1, got " + chunkBytes + ", " + openFiles);
    }
  }

  public static TailOptions defaults(boolean bounded) {
    return new TailOptions(
        1 << 20,
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Duration.ofMillis(250),
        Duration.ofSeconds(5),
        Duration.ofDays(7),
        1_000,
        OpenFiles.most(),
        bounded);
  }

  public TailOptions withChunkBytes(int bytes) {
    return new TailOptions(
        bytes,
        rotateQuiet,
        copyQuiet,
        longestPause,
        heartbeat,
        forgetAfter,
        tombstones,
        openFiles,
        bounded);
  }

  public TailOptions withOpenFiles(int files) {
    return new TailOptions(
        chunkBytes,
        rotateQuiet,
        copyQuiet,
        longestPause,
        heartbeat,
        forgetAfter,
        tombstones,
        files,
        bounded);
  }
}
