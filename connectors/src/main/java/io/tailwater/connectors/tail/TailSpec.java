package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.Pinning;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.Serializable;
import java.util.List;

/**
 * Which files one configured source reads, and how.
 *
 * @param source id of the source
 * @param paths patterns of files to read, at least one
 * @param exclude patterns of files to leave alone
 * @param start where to begin in files that are there at the source's very first start
 * @param archives what to do with rotated files that {@code paths} does not name
 * @param maxLineBytes longest line that is handed on whole, line feed not counted; at least 1
 * @param pinning whether hard links keep unread files
 * @param firstLines whether every batch is to bring the first line of its file
 */
public record TailSpec(
    String source,
    List<String> paths,
    List<String> exclude,
    StartFrom start,
    Archives archives,
    int maxLineBytes,
    Pinning pinning,
    boolean firstLines)
    implements Serializable {

  /** Longest line unless configured, bytes. */
  public static final int DEFAULT_MAX_LINE_BYTES = 1 << 20;

  /** Without pins. */
  public TailSpec(
      String source,
      List<String> paths,
      List<String> exclude,
      StartFrom start,
      Archives archives,
      int maxLineBytes) {
    this(source, paths, exclude, start, archives, maxLineBytes, Pinning.NONE);
  }

  /** Without first lines. */
  public TailSpec(
      String source,
      List<String> paths,
      List<String> exclude,
      StartFrom start,
      Archives archives,
      int maxLineBytes,
      Pinning pinning) {
    this(source, paths, exclude, start, archives, maxLineBytes, pinning, false);
  }

  /**
   * @throws IllegalArgumentException when a value is nonsense, or a pattern cannot be one
   */
  public TailSpec {
    paths = List.copyOf(paths);
    exclude = List.copyOf(exclude);
    if (source.isBlank() || source.contains(KnownLog.ID_SEPARATOR)) {
      throw new IllegalArgumentException(
          "A source needs an id without \"" + KnownLog.ID_SEPARATOR + "\", got \"" + source + "\"");
    }
    if (paths.isEmpty()) {
      throw new IllegalArgumentException(
          "Source " + source + " needs at least one path to read, got none");
    }
    if (start == null || archives == null) {
      throw new IllegalArgumentException(
          "Source " + source + " needs a start and a choice of archives, got a null");
    }
    if (maxLineBytes < 1) {
      throw new IllegalArgumentException(
          "Source " + source + " must allow lines of at least 1 byte, got " + maxLineBytes);
    }
    try {
      new FileSelection(paths, exclude, archives);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Source " + source + ": " + e.getMessage(), e);
    }
  }

  /**
   * True when a stream is one of a log that the source reads.
   *
   * @param stream its name in the ledger
   */
  public boolean reads(String stream) {
    try {
      return LineagePath.isSelected(LineagePath.ofStream(stream), selection());
    } catch (IllegalArgumentException e) {
      // No log's, or of a name that has no characters here.
      return false;
    }
  }

  FileSelection selection() {
    return new FileSelection(paths, exclude, archives);
  }
}
