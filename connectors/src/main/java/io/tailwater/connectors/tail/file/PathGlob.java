package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A path pattern: {@code *}, {@code ?}, {@code [a-z]} and {@code {a,b}} within a name, {@code **}
 * for any number of directories. Relative patterns start at the working directory.
 */
public final class PathGlob {

  private final Path root;
  private final List<String> names;
  private final List<PathMatcher> matchers;

  private PathGlob(Path root, List<String> names) {
    this.root = root;
    this.names = names;
    this.matchers =
        names.stream()
            .map(name -> FileSystems.getDefault().getPathMatcher("glob:" + name))
            .toList();
  }

  /**
   * @throws IllegalArgumentException when the pattern cannot be one
   */
  public static PathGlob of(String pattern) {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException(
          "A path pattern must name a file, got \"" + pattern + "\"");
    }
    String absolute =
        pattern.startsWith("/") ? pattern : Path.of("").toAbsolutePath() + "/" + pattern;
    Path root = Path.of("/");
    List<String> names = new ArrayList<>();
    for (String name : absolute.split("/+")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (names.isEmpty() && !name.matches(".*[*?\\[\\]{}\\\\].*")) {
        root = root.resolve(name);
      } else {
        names.add(name);
      }
    }
    return new PathGlob(root.normalize(), List.copyOf(names));
  }

  /** True when the path, which need not exist, is meant by the pattern. */
  public boolean matches(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(root) && matches(root.relativize(absolute), 0, 0);
  }

  private boolean matches(Path rest, int at, int name) {
    int count = rest.toString().isEmpty() ? 0 : rest.getNameCount();
    if (name == names.size()) {
      return at == count;
    }
    if (names.get(name).equals("**")) {
      if (name == names.size() - 1) {
        return at < count;
      }
      return matches(rest, at, name + 1) || (at < count && matches(rest, at + 1, name));
    }
    return at < count
        && matchers.get(name).matches(rest.getName(at))
        && matches(rest, at + 1, name + 1);
  }

  /** The files that are there now. What cannot be listed has none, and is asked again next time. */
  public SortedSet<Path> files() {
    SortedSet<Path> found = new TreeSet<>();
    expand(root, 0, found);
    return found;
  }

  private void expand(Path path, int name, SortedSet<Path> found) {
    if (name == names.size()) {
      if (Files.isRegularFile(path)) {
        found.add(path);
      }
      return;
    }
    boolean deep = names.get(name).equals("**");
    if (deep && name < names.size() - 1) {
      expand(path, name + 1, found);
    }
    for (Path child : children(path)) {
      if (deep) {
        if (Files.isDirectory(child) && !Files.isSymbolicLink(child)) {
          expand(child, name, found);
        } else if (name == names.size() - 1) {
          expand(child, name + 1, found);
        }
      } else if (matchers.get(name).matches(child.getFileName())) {
        expand(child, name + 1, found);
      }
    }
  }

  private static List<Path> children(Path directory) {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(children::add);
      } catch (IOException | DirectoryIteratorException e) {
        return List.of();
      }
    }
    return children;
  }

  @Override
  public String toString() {
    return names.isEmpty() ? root.toString() : root.resolve(String.join("/", names)).toString();
  }
}
