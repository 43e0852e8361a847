package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.List;

/** Which files a source reads: its patterns, and what it does with rotated names beside them. */
public final class FileSelection {

  private final List<PathGlob> paths;
  private final List<PathGlob> excludedPaths;
  private final Archives archives;

  /**
   * @param paths patterns of files to read
   * @param exclude patterns of files to leave alone; one without a slash means the name in any
   *     directory
   * @param archives what to do with rotated files that {@code paths} does not name
   */
  public FileSelection(List<String> paths, List<String> exclude, Archives archives) {
    this.paths = paths.stream().map(PathGlob::of).toList();
    this.excludedPaths =
        exclude.stream()
            .map(pattern -> PathGlob.of(pattern.contains("/") ? pattern : "/**/" + pattern))
            .toList();
    this.archives = archives;
  }

  Archives archives() {
    return archives;
  }

  /** True when a pattern names the path and none excludes it. */
  boolean names(Path path) {
    return paths.stream().anyMatch(glob -> glob.matches(path)) && !excludes(path);
  }

  boolean excludes(Path path) {
    return PinName.isWithin(path) || excludedPaths.stream().anyMatch(glob -> glob.matches(path));
  }

  /** The patterns of files to read. */
  List<PathGlob> globs() {
    return paths;
  }

  @Override
  public String toString() {
    return paths.toString();
  }
}
