package io.tailwater.connectors.lake.config;

import java.util.List;

/**
 * Growing files, {@code type: files}.
 *
 * @param paths globs, at least one; rotated names are recognised by themselves
 * @param exclude globs of files to leave alone
 * @param start where to begin in files that are present at the very first start
 * @param archives what to do with rotated siblings that {@code paths} does not match
 * @param pin whether hard links keep files until they are read and committed
 * @param maxLineBytes longest line that is read, line feed not counted, 1 KiB to 16 MiB
 */
public record FilesInput(
    List<String> paths,
    List<String> exclude,
    Start start,
    Archives archives,
    boolean pin,
    long maxLineBytes)
    implements SourceInput {
  private static final long LEAST_LINE = 1 << 10;
  private static final long MOST_LINE = 16 << 20;

  /** Where to begin in a file that nothing has been read from. */
  public enum Start {
    BEGINNING,
    END
  }

  /** What to do with rotated siblings that the globs do not match. */
  public enum Archives {
    /** Read those that continue a known stream, from where it stopped. */
    CONTINUE,
    /** Read all of them. */
    BACKFILL,
    /** Read none of them. */
    IGNORE
  }

  public FilesInput {
    paths = List.copyOf(paths);
    exclude = List.copyOf(exclude);
    if (paths.isEmpty()) {
      throw ConfigException.invalid("paths", "a list of at least one path or glob", null);
    }
    for (int i = 0; i < paths.size(); i++) {
      Require.text("paths." + i, paths.get(i));
    }
    for (int i = 0; i < exclude.size(); i++) {
      Require.text("exclude." + i, exclude.get(i));
    }
    Require.between("max_line", maxLineBytes, LEAST_LINE, MOST_LINE);
  }
}
