package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Directories by the logs in them, listed once for all the lineages that live there and again only
 * after the directory changed.
 */
final class DirectoryListings {

  /** Changes this close to a listing may carry the same time stamp as the listing. */
  private static final long STAMP_GRAIN_NS = 20_000_000;

  private static final long RECHECK_MILLIS = 50;

  private final TailClock clock;
  private final Map<Path, Listing> listings = new HashMap<>();

  DirectoryListings(TailClock clock) {
    this.clock = clock;
  }

  /** One listing; {@code version} changes whenever names may have. */
  private static final class Listing {
    Map<String, List<RotatedFile>> byBase = Map.of();
    long mtimeNs;
    boolean settled;
    boolean listed;
    long version;
    long checkedMillis;
  }

  /** A file and what its name says. */
  record RotatedFile(Path path, RotationName name) {}

  /** A number that stays the same as long as the directory does. May lag by a few milliseconds. */
  long version(Path directory) {
    Listing listing = listings.get(directory);
    if (listing == null || clock.monotonicMillis() - listing.checkedMillis >= RECHECK_MILLIS) {
      listing = check(directory);
    }
    return listing.version;
  }

  /** The files of one log as they are listed now. */
  List<RotatedFile> files(Path directory, String base) {
    return check(directory).byBase.getOrDefault(base, List.of());
  }

  private Listing check(Path directory) {
    Listing listing = listings.computeIfAbsent(directory, d -> new Listing());
    listing.checkedMillis = clock.monotonicMillis();
    try {
      long before = FileStat.of(directory).mtimeNs();
      if (listing.listed && listing.settled && before == listing.mtimeNs) {
        return listing;
      }
      long nowNs = System.currentTimeMillis() * 1_000_000;
      listing.byBase = list(directory);
      listing.version++;
      listing.mtimeNs = before;
      listing.settled = Math.abs(nowNs - before) > STAMP_GRAIN_NS;
      listing.listed = true;
    } catch (IOException | DirectoryIteratorException e) {
      // An unreadable directory says nothing about its files; they are found when it can be read.
      listing.byBase = Map.of();
      listing.listed = false;
      listing.version++;
    }
    return listing;
  }

  private static Map<String, List<RotatedFile>> list(Path directory) throws IOException {
    Map<String, List<RotatedFile>> byBase = new HashMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        RotationName name = RotationName.parse(path.getFileName().toString());
        byBase
            .computeIfAbsent(name.base(), base -> new ArrayList<>())
            .add(new RotatedFile(path, name));
      }
    }
    return byBase;
  }
}
