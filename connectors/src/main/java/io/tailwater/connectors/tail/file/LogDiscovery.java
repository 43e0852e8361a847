package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the logs that have a file that a source selects. A directory is listed again only after it
 * changed, and of a listing only what is new in it is looked at. One thread only.
 */
public final class LogDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(LogDiscovery.class);

  /** Changes this close to a listing may carry the same time stamp as the listing. */
  private static final long STAMP_GRAIN_NS = 20_000_000;

  /** So many times as long as a listing took there is none, if it took long. */
  private static final long REST = 20;

  private static final long LONG_NANOS = 20_000_000;

  private final FileSelection selection;
  private final Map<Path, Directory> directories = new HashMap<>();

  /** A directory as it was listed last. */
  private static final class Directory {
    List<Path> children = List.of();
    final Set<Path> seen = new HashSet<>();
    boolean settled;
    boolean undecided;
    boolean wasUndecided;
    boolean changed;
    long mtimeNs;
    long restUntilNanos = System.nanoTime();
    boolean visited;
    boolean told;
  }

  public LogDiscovery(FileSelection selection) {
    this.selection = selection;
  }

  /** Active paths of the logs that have a selected file that was not there at the last call. */
  public SortedSet<Path> newLogs() {
    for (Directory directory : directories.values()) {
      directory.changed = false;
      directory.wasUndecided = directory.undecided;
      directory.undecided = false;
      directory.visited = false;
    }
    SortedSet<Path> logs = new TreeSet<>();
    for (PathGlob glob : selection.globs()) {
      glob.expand(this::childrenOf, directory -> add(directory, glob, logs));
    }
    selection.globs().stream()
        .filter(PathGlob::isPlain)
        .map(PathGlob::root)
        .filter(this::isNewFile)
        .forEach(file -> logs.add(LineagePath.activeOf(file)));
    directories.values().removeIf(directory -> !directory.visited);
    return logs;
  }

  /** How many directories are remembered: those that the last call came by. */
  int directories() {
    return directories.size();
  }

  private Directory visit(Path path) {
    Directory directory = directories.computeIfAbsent(path, d -> new Directory());
    directory.visited = true;
    return directory;
  }

  /** Adds what a pattern names in a directory. */
  private void add(Path path, PathGlob glob, SortedSet<Path> logs) {
    Directory directory = list(path);
    if (!directory.changed && !directory.wasUndecided) {
      return;
    }
    for (Path child : directory.children) {
      if (!directory.seen.contains(child) && glob.matches(child)) {
        if (isNewFile(child)) {
          logs.add(LineagePath.activeOf(child));
        } else if (!Files.isDirectory(child)) {
          // A link whose file has yet to come.
          directory.undecided |= !Files.exists(child);
        }
      }
    }
  }

  private boolean isNewFile(Path file) {
    Directory directory = visit(file.getParent());
    return !directory.seen.contains(file)
        && Files.isRegularFile(file)
        && !selection.excludes(file)
        && !isAlias(file)
        && directory.seen.add(file)
        && canBeNamed(file);
  }

  private static boolean canBeNamed(Path file) {
    boolean named = LineagePath.canBeNamed(file);
    if (!named) {
      LOG.warn(
          "{} is left unread: its name is not valid in {}, the encoding of file names here; want"
              + " LC_ALL=C.UTF-8, or a name in that encoding",
          file.toUri().getRawPath(),
          System.getProperty("sun.jnu.encoding"));
    }
    return named;
  }

  /** A link to a file that is selected itself is not a log of its own. */
  private boolean isAlias(Path file) {
    try {
      return Files.isSymbolicLink(file) && selection.names(file.toRealPath());
    } catch (IOException e) {
      // Gone meanwhile.
      return true;
    }
  }

  private List<Path> childrenOf(Path path) {
    return list(path).children;
  }

  /** What cannot be listed has no new files, and is asked again next time. */
  private Directory list(Path path) {
    Directory directory = visit(path);
    try {
      long mtimeNs = FileStat.of(path).mtimeNs();
      boolean unchanged = directory.settled && mtimeNs == directory.mtimeNs;
      if (unchanged || System.nanoTime() - directory.restUntilNanos < 0) {
        return directory;
      }
      long nowNs = System.currentTimeMillis() * 1_000_000;
      long start = System.nanoTime();
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
        stream.forEach(children::add);
      }
      long took = System.nanoTime() - start;
      directory.restUntilNanos = took < LONG_NANOS ? start : start + took * REST;
      directory.children = children;
      directory.seen.retainAll(new HashSet<>(children));
      directory.mtimeNs = mtimeNs;
      directory.settled = Math.abs(nowNs - mtimeNs) > STAMP_GRAIN_NS;
      directory.changed = true;
      directory.told = false;
    } catch (NoSuchFileException | NotDirectoryException e) {
      directory.settled = false;
    } catch (IOException | DirectoryIteratorException e) {
      directory.settled = false;
      tellOnce(directory, path, e);
    }
    return directory;
  }

  private static void tellOnce(Directory directory, Path path, Exception e) {
    if (!directory.told) {
      directory.told = true;
      LOG.warn("Directory {} cannot be listed, will be tried again: {}", path, e.toString());
    }
  }
}
