package io.tailwater.connectors.tail.file;

/** What may be done to a log in {@link RandomTail} besides what every life has. */
enum LogAction {
  /** A rotated file is packed by gzip, and its original removed. */
  GZIP,
  /** The same by zstd. */
  ZSTD,
  /** An archive comes to be bit by bit while the log is followed. */
  PACK_SLOWLY,
  /** The log itself is packed under its own name. */
  PACK_ACTIVE,
  /** Each rotation packs what the one before renamed. */
  DELAY_COMPRESS,
  /** Files get further names, in the log's family and outside it. */
  HARD_LINK,
  /**
   * Lines are cut off the log's end: at least 256 bytes and all but the last 32 lines stay. What
   * was cut is not copied or packed before that was seen.
   */
  CUT,
  /** What was cut may also be copied or packed before anybody looked. */
  CUT_UNSEEN,
  /** A writer that does not append goes on behind a hole of zeros after a truncation. */
  ZEROS
}
