package io.tailwater.connectors.tail.file;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A path pattern: {@code *}, {@code ?}, {@code [a-z]} and {@code {a,b}} within a name, {@code **}
 * for any number of directories; a backslash takes what follows as it is. Relative patterns start
 * at the working directory.
 */
public final class PathGlob {
  private static final Pattern WILD = Pattern.compile("[*?\\[\\]{}\\\\]");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

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
    return of(pattern, Path.of("").toAbsolutePath());
  }

  /** The same, where relative patterns start at a directory. */
  static PathGlob of(String pattern, Path directory) {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException(
          "A path pattern must name a file, got \"" + pattern + "\"");
    }
    Path root = pattern.startsWith("/") ? Path.of("/") : directory;
    List<String> names = new ArrayList<>();
    for (String name : pattern.split("/+")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (names.isEmpty() && !isWild(name)) {
        root = root.resolve(ESCAPED.matcher(name).replaceAll("$1"));
      } else {
        names.add(name);
      }
    }
    return new PathGlob(root.normalize(), List.copyOf(names));
  }

  /** The pattern that means this path and no other, whatever characters it has. */
  public static String literal(Path path) {
    return WILD.matcher(path.toString()).replaceAll("\\\\$0");
  }

  private static boolean isWild(String name) {
    return WILD.matcher(ESCAPED.matcher(name).replaceAll("")).find();
  }

  /** True when the path, which need not exist, is meant by the pattern. */
  public boolean matches(Path path) {
    // Most patterns are of the names in one directory, and most paths lie right there.
    if (names.size() == 1 && !names.get(0).equals("**") && root.equals(path.getParent())) {
      Path name = path.getFileName();
      if (!isDots(name.toString())) {
        return matchers.get(0).matches(name);
      }
    }
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

  /** Such a name leads elsewhere: what it leads to is found out the long way. */
  private static boolean isDots(String name) {
    return name.equals(".") || name.equals("..");
  }

  /** True when the pattern is a path. */
  boolean isPlain() {
    return names.isEmpty();
  }

  /** The path up to the first name with a wildcard. */
  Path root() {
    return root;
  }

  /**
   * Goes through the directories that may hold files meant by the pattern.
   *
   * @param children what is in a directory
   * @param found takes each directory whose own files are to be matched
   */
  void expand(Function<Path, List<Path>> children, Consumer<Path> found) {
    if (!isPlain()) {
      expand(root, 0, children, found);
    }
  }

  private void expand(
      Path directory, int name, Function<Path, List<Path>> children, Consumer<Path> found) {
    boolean last = name == names.size() - 1;
    boolean deep = names.get(name).equals("**");
    if (last) {
      found.accept(directory);
    } else if (deep) {
      expand(directory, name + 1, children, found);
    }
    if (last && !deep) {
      return;
    }
    for (Path child : children.apply(directory)) {
      boolean follows = deep ? !Files.isSymbolicLink(child) : matches(child, name);
      if (follows && Files.isDirectory(child)) {
        expand(child, deep ? name : name + 1, children, found);
      }
    }
  }

  private boolean matches(Path child, int name) {
    return matchers.get(name).matches(child.getFileName());
  }

  @Override
  public String toString() {
    return names.isEmpty() ? root.toString() : root.resolve(String.join("/", names)).toString();
  }
}
