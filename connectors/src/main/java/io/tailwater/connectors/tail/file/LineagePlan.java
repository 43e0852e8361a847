package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.List;

/**
 * One log to follow.
 *
 * @param source id of the source: logs of one source share no file
 * @param active path that the log is written under; its rotated names are found beside it
 * @param selection which files the source reads
 * @param start where to begin in files that are there when nothing is known of the log; later files
 *     are read from their beginning
 * @param maxLineBytes longest line that is handed on whole, line feed not counted
 * @param known generations as the ledger or a checkpoint remembers them; empty for a new log
 * @param leaveArchives files that were rotated before a new log was first looked at are left alone;
 *     false when such a look was taken before, so that what is rotated now was written since
 * @param pinning whether its files are pinned
 * @param firstLines whether every chunk is to bring the first line of its file
 */
public record LineagePlan(
    String source,
    Path active,
    FileSelection selection,
    StartFrom start,
    int maxLineBytes,
    List<Generation> known,
    boolean leaveArchives,
    Pinning pinning,
    boolean firstLines) {

  /** Without the first lines. */
  public LineagePlan(
      String source,
      Path active,
      FileSelection selection,
      StartFrom start,
      int maxLineBytes,
      List<Generation> known,
      boolean leaveArchives,
      Pinning pinning) {
    this(source, active, selection, start, maxLineBytes, known, leaveArchives, pinning, false);
  }

  /** A log of the only source, looked at for the first time unless something of it is known. */
  public LineagePlan(
      Path active,
      FileSelection selection,
      StartFrom start,
      int maxLineBytes,
      List<Generation> known) {
    this("", active, selection, start, maxLineBytes, known, true, Pinning.NONE);
  }

  /** The same once its generations are taken up: they are not to be kept twice. */
  LineagePlan takenUp() {
    return new LineagePlan(
        source,
        active,
        selection,
        start,
        maxLineBytes,
        List.of(),
        leaveArchives,
        pinning,
        firstLines);
  }

  public LineagePlan {
    known = List.copyOf(known);
    if (maxLineBytes < 1) {
      throw new IllegalArgumentException("A line may have at least 1 byte, got " + maxLineBytes);
    }
  }
}
