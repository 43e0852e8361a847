package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a pin, in a directory beside the file that it pins: {@code
 * .tailwater-pins/<owner>.<dev>-<ino>-<birth>.<name of the file>}, numbers in hex. The name is for
 * people and keeps pins apart; which file a pin holds, only a look at it tells.
 */
final class PinName {
  static final String DIRECTORY = ".tailwater-pins";

  private static final Pattern NAME =
      Pattern.compile("(?s)(?<owner>[a-z0-9]+)\\.[0-9a-f]+-[0-9a-f]+-[0-9a-f]+\\.(?<file>.+)");

  private PinName() {}

  /** The pin of a file that stands at a path. */
  static Path of(String owner, FileKey key, Path file) {
    String numbers =
        Long.toHexString(key.dev())
            + "-"
            + Long.toHexString(key.ino())
            + "-"
            + Long.toHexString(key.birthNs());
    return file.resolveSibling(DIRECTORY).resolve(owner + "." + numbers + "." + file.getFileName());
  }

  static boolean isPin(Path path) {
    if (!path.toString().contains(DIRECTORY)) {
      return false;
    }
    Path directory = path.getParent();
    return directory != null && directory.endsWith(DIRECTORY);
  }

  /** True when a path lies in a directory of pins. */
  static boolean isWithin(Path path) {
    if (!path.toString().contains(DIRECTORY)) {
      return false;
    }
    for (Path name : path) {
      if (name.toString().equals(DIRECTORY)) {
        return true;
      }
    }
    return false;
  }

  static boolean isOwnedBy(String owner, Path pin) {
    Matcher name = NAME.matcher(pin.getFileName().toString());
    return name.matches() && name.group("owner").equals(owner);
  }

  /** Where the file stood when it was pinned; the path itself when it is no pin's. */
  static Path fileOf(Path path) {
    if (!isPin(path)) {
      return path;
    }
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches() ? path.getParent().resolveSibling(name.group("file")) : path;
  }
}
