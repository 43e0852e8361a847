package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one lineage at one moment, oldest first, each inode once.
 *
 * <p>A directory cannot be read at one moment: files change their names while it is listed and
 * looked at. So it is looked at until two looks in a row agree; where none do, a file that is
 * missing may well be there.
 */
final class Members {

  private static final int MOST_LOOKS = 6;

  private static final Comparator<DirectoryListings.RotatedFile> OLDEST_FIRST =
      Comparator.comparing(DirectoryListings.RotatedFile::name, RotationName.OLDEST_FIRST)
          .thenComparing(DirectoryListings.RotatedFile::path);

  private final Path active;
  private final Places places;
  private final FileSelection selection;
  private final TailContext context;
  private final Pins pins;
  private final Known known;
  private final boolean activeIsNamed;

  /**
   * What a look found.
   *
   * @param members the files
   * @param pins the log's pins, also of files that have another name
   * @param whole false when a directory or a file could not be looked at: what is missing may well
   *     be there
   * @param asOfNanos as of when the names are, on {@link System#nanoTime}
   */
  record Look(List<Member> members, List<Member> pins, boolean whole, long asOfNanos) {

    private boolean showsTheSameAs(Look other) {
      boolean same = members.size() == other.members.size();
      for (int i = 0; same && i < members.size(); i++) {
        Member member = members.get(i);
        Member there = other.members.get(i);
        same = member.path().equals(there.path()) && member.key().equals(there.key());
      }
      return same;
    }
  }

  /** What the log knows of its files. */
  interface Known {

    /** True when a file is one of the log's, wherever it stands. */
    boolean has(FileKey file);

    /** Paths that its files may stand at, in its own places too. */
    Collection<Path> paths();

    /** Paths that they may stand at elsewhere. */
    Collection<Path> elsewhere();
  }

  Members(Path active, FileSelection selection, TailContext context, Pins pins, Known known) {
    this.active = active;
    this.places = new Places(active);
    this.selection = selection;
    this.context = context;
    this.pins = pins;
    this.known = known;
    this.activeIsNamed = selection.names(active);
  }

  Look look() {
    Look last = once();
    for (int look = 1; look < MOST_LOOKS; look++) {
      Look again = once();
      if (again.showsTheSameAs(last)) {
        return again;
      }
      last = again;
    }
    return new Look(last.members(), last.pins(), false, last.asOfNanos());
  }

  private Look once() {
    boolean whole = true;
    long asOfNanos = System.nanoTime();
    Collection<Path> strays = known.elsewhere();
    List<DirectoryListings.RotatedFile> files = new ArrayList<>();
    List<Member> pinned = new ArrayList<>();
    Places.Home now = places.home();
    Set<Places.Place> home = now.places();
    Optional<Path> target = now.target();
    for (Places.Place place : Places.now(home, strays)) {
      Optional<List<DirectoryListings.RotatedFile>> listed =
          context.listings.files(place.directory(), place.base());
      whole &= listed.isPresent() || !home.contains(place);
      if (listed.isPresent() && home.contains(place)) {
        asOfNanos = Math.min(asOfNanos, context.listings.asOfNanos(place.directory()));
      }
      files.addAll(listed.orElseGet(() -> place.likelyFiles(known.paths())));
      whole &= addPins(place, home.contains(place), pinned);
    }
    files.sort(OLDEST_FIRST);
    Optional<FileStat> activeStat = Optional.empty();
    Map<FileKey, Member> byInode = new LinkedHashMap<>();
    // Any other name takes the place of a pin.
    pinned.forEach(pin -> byInode.put(inodeOf(pin.stat()), pin));
    for (DirectoryListings.RotatedFile file : files) {
      Optional<FileStat> stat;
      try {
        stat = Optional.of(FileStat.of(file.path())).filter(FileStat::regular);
      } catch (NoSuchFileException e) {
        // Gone since it was listed, or a link to nowhere: the next look tells.
        stat = Optional.empty();
      } catch (IOException e) {
        whole = false;
        stat = Optional.empty();
      }
      boolean isActive = file.path().equals(active);
      if (isActive) {
        activeStat = stat;
      }
      // A link is entered under the path it leads to, which goes with the file when it is renamed.
      boolean link = isActive && target.isPresent();
      boolean entered = link && files.stream().anyMatch(f -> f.path().equals(target.get()));
      if (stat.isPresent() && !entered) {
        enter(file, stat.get(), target, byInode);
      }
    }
    if (activeStat.isPresent()) {
      byInode.computeIfPresent(inodeOf(activeStat.get()), (inode, member) -> member.asActive());
    } else if (whole) {
      newestDated(byInode.values())
          .ifPresent(newest -> byInode.put(inodeOf(newest.stat()), newest.asWritten()));
    }
    return new Look(List.copyOf(byInode.values()), pinned, whole, asOfNanos);
  }

  /** False when not all the pins could be looked at. */
  private boolean addPins(Places.Place place, boolean home, List<Member> pinned) {
    Optional<List<DirectoryListings.RotatedFile>> listed = pins.listed(place);
    boolean whole = listed.isPresent();
    for (DirectoryListings.RotatedFile file : listed.orElse(List.of())) {
      try {
        FileStat stat = FileStat.of(file.path());
        if (stat.regular() && (home || known.has(stat.key()))) {
          context.births.learn(stat);
          pinned.add(new Member(file.path(), file.name(), stat, false));
        }
      } catch (NoSuchFileException e) {
        // Removed since it was listed: its file is read.
        continue;
      } catch (IOException e) {
        whole = false;
      }
    }
    return whole;
  }

  private static FileKey inodeOf(FileStat stat) {
    return new FileKey(stat.key().dev(), stat.key().ino(), 0);
  }

  private void enter(
      DirectoryListings.RotatedFile file,
      FileStat stat,
      Optional<Path> target,
      Map<FileKey, Member> byInode) {
    boolean named = file.path().equals(active) ? activeIsNamed : selection.names(file.path());
    boolean led = target.isPresent() && target.get().equals(file.path());
    boolean rotated = file.name().rotated() && !selection.excludes(file.path());
    if (named || led || rotated || known.has(stat.key())) {
      context.births.learn(stat);
      FileKey inode = inodeOf(stat);
      byInode.remove(inode);
      byInode.put(inode, new Member(file.path(), file.name(), stat, named));
    }
  }

  /**
   * Some programs write to files with dated names from the start: Apache's rotatelogs does. Where
   * no file stands under the active path, it is the newest of them that is written.
   *
   * @param members oldest first
   */
  private static Optional<Member> newestDated(Collection<Member> members) {
    return members.stream()
        .filter(member -> member.named() && !member.pinned() && !member.name().date().isEmpty())
        .reduce((older, newer) -> newer)
        .filter(newest -> !newest.packed());
  }
}
