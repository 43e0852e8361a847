package io.tailwater.connectors.tail.file;

/** What to do with rotated files that no path pattern names. */
public enum Archives {
  /** Go on with files that were being read, and read those that were rotated away since. */
  CONTINUE,
  /** Read all there are, also those older than the first start. */
  BACKFILL,
  /** Leave them alone, save to finish a file that was being read when it was renamed. */
  IGNORE
}
