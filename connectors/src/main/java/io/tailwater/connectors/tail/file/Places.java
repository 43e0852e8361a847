package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the files of a log are looked for: beside its active path; where that is a symbolic link,
 * also beside every path that the link leads over; and beside files of the log that went elsewhere.
 */
final class Places {

  /** A directory and the name that files of the log rotate from in it. */
  record Place(Path directory, String base) {

    static Place of(Path file) {
      return new Place(file.getParent(), RotationName.parse(file.getFileName().toString()).base());
    }

    /**
     * Files of the log that may be here: all there is to go by where the directory cannot be
     * listed. One may have the right to open files in it all the same.
     *
     * @param known paths that files of the log stood at
     */
    List<DirectoryListings.RotatedFile> likelyFiles(Collection<Path> known) {
      Set<Path> paths = new LinkedHashSet<>();
      paths.add(directory.resolve(base));
      paths.add(directory.resolve(base + ".1"));
      known.stream().filter(path -> equals(of(path))).forEach(paths::add);
      return paths.stream()
          .map(path -> new DirectoryListings.RotatedFile(path, RotationName.ofFile(path)))
          .toList();
    }
  }

  private static final int MOST_LINKS = 40;
  private static final int MOST_PLACES = 32;

  private final Path active;
  private final Home usual;

  /**
   * Where new files of the log come up.
   *
   * @param places the directories and names
   * @param target the path of the file itself when the active path is a link; empty otherwise
   */
  record Home(Set<Place> places, Optional<Path> target) {}

  Places(Path active) {
    this.active = active;
    this.usual = new Home(Set.of(Place.of(active)), Optional.empty());
  }

  /** Where new files come up as of now; what a name says is asked again only behind a link. */
  Home home() {
    List<Path> chain = chain();
    if (chain.size() == 1) {
      return usual;
    }
    Set<Place> home = new LinkedHashSet<>();
    chain.forEach(path -> home.add(Place.of(path)));
    return new Home(home, Optional.of(chain.get(chain.size() - 1)));
  }

  /**
   * All places to look at.
   *
   * @param elsewhere paths of known files
   */
  static Set<Place> now(Set<Place> home, Collection<Path> elsewhere) {
    Set<Place> places = new LinkedHashSet<>(home);
    for (Path path : elsewhere) {
      if (places.size() < MOST_PLACES) {
        places.add(Place.of(path));
      }
    }
    return places;
  }

  /** The active path and what it leads over; alone when it is no link. */
  private List<Path> chain() {
    List<Path> chain = new ArrayList<>();
    chain.add(active);
    Path path = active;
    for (int link = 0; link < MOST_LINKS && Files.isSymbolicLink(path); link++) {
      try {
        path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
      } catch (IOException e) {
        // Replaced meanwhile: the next look tells.
        break;
      }
      chain.add(path);
    }
    return chain;
  }
}
