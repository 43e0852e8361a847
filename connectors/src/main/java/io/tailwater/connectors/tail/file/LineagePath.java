package io.tailwater.connectors.tail.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path that a log is written under, which names the log: all its rotated files share it. */
public final class LineagePath {

  private static final Pattern STREAM =
      Pattern.compile("(?s)(?<path>.+)#-?\\d+:-?\\d+:-?\\d+\\.\\d+");

  private LineagePath() {}

  /** The active path of the log that a file belongs to by its name; often the file itself. */
  public static Path activeOf(Path file) {
    return file.resolveSibling(RotationName.parse(file.getFileName().toString()).base());
  }

  /**
   * True when a path can be written down and found again: not where the process' encoding of file
   * names has no characters for it, as that of the locale {@code C} has none but ASCII.
   */
  static boolean canBeNamed(Path path) {
    try {
      return Path.of(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The active paths of the logs that have a selected file now. */
  public static SortedSet<Path> activeOf(FileSelection selection) {
    return new LogDiscovery(selection).newLogs();
  }

  /**
   * The active path of the log that a generation is of.
   *
   * @param stream a {@link Generation}'s name
   * @throws IllegalArgumentException when it is no such name
   */
  public static Path ofStream(String stream) {
    Matcher name = STREAM.matcher(stream);
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "A stream of a log is named <path>#<dev>:<ino>:<birth>.<epoch>, got \"" + stream + "\"");
    }
    return Path.of(name.group("path"));
  }

  /**
   * The active path of the log that goes on with a generation: the one it is named after; where
   * that is not read any more, the one whose file it was seen as last, if that is.
   */
  public static Path readerOf(Generation generation, FileSelection selection) {
    Path named = ofStream(generation.name());
    if (isSelected(named, selection)) {
      return named;
    }
    Path seen = activeOf(PinName.fileOf(Path.of(generation.path())));
    return isSelected(seen, selection) ? seen : named;
  }

  /** True when the source still reads the path, whether or not there is a file now. */
  public static boolean isSelected(Path active, FileSelection selection) {
    return selection.names(active);
  }
}
