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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Directories by the logs in them, listed once for all the lineages that live there and again only
 * after the directory changed. A large directory is not listed so often that listing takes more
 * than a small part of the time: its names may be that old.
 */
final class DirectoryListings {

  /** Changes this close to a listing may carry the same time stamp as the listing. */
  private static final long STAMP_GRAIN_NS = 20_000_000;

  private static final long RECHECK_MILLIS = 50;

  /** So many times as long as a listing took there is none, if it took long. */
  private static final long REST = 20;

  private static final long LONG_MILLIS = 20;

  /** Longer than any log is left alone. */
  private static final long UNUSED_MILLIS = 3_600_000;

  private final TailClock clock;
  private final Trouble trouble;
  private final LongSupplier nanos;
  private final BirthTimes births;
  private final Map<Path, Listing> listings = new HashMap<>();
  private long versions;
  private long sweptMillis;

  /** Hears of a directory that is there and cannot be listed, at each try. */
  interface Trouble {
    void met(String directory, IOException why);
  }

  DirectoryListings(TailClock clock, Trouble trouble) {
    this(clock, trouble, System::nanoTime, new BirthTimes());
  }

  /**
   * @param nanos says how long a listing takes
   * @param births learns from every look at a directory
   */
  DirectoryListings(TailClock clock, Trouble trouble, LongSupplier nanos, BirthTimes births) {
    this.clock = clock;
    this.trouble = trouble;
    this.nanos = nanos;
    this.births = births;
  }

  /** One listing; {@code version} changes whenever names may have. */
  private static final class Listing {
    Map<String, List<RotatedFile>> byBase = Map.of();
    long mtimeNs;
    boolean settled;
    boolean listed;
    long version;
    long checkedMillis;
    long restUntilMillis;
    long asOfNanos;
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

  /**
   * The files of one log as they are listed now; empty when the directory cannot be listed, which
   * says nothing about its files.
   */
  Optional<List<RotatedFile>> files(Path directory, String base) {
    Listing listing = check(directory);
    return listing.listed
        ? Optional.of(listing.byBase.getOrDefault(base, List.of()))
        : Optional.empty();
  }

  /** True when the last look at a directory found files of a name; nothing is asked anew. */
  boolean had(Path directory, String base) {
    Listing listing = listings.get(directory);
    return listing != null && listing.listed && listing.byBase.containsKey(base);
  }

  /**
   * As of when the names are that {@link #files} gave, on {@link System#nanoTime}: of a directory
   * that is left alone, and has changed since it was listed, they are old. Of one that is listed.
   */
  long asOfNanos(Path directory) {
    return listings.get(directory).asOfNanos;
  }

  private Listing check(Path directory) {
    Listing listing = listings.computeIfAbsent(directory, d -> new Listing());
    long now = clock.monotonicMillis();
    listing.checkedMillis = now;
    dropUnused(now);
    try {
      long asOf = System.nanoTime();
      FileStat stat = FileStat.of(directory);
      births.learn(stat);
      long before = stat.mtimeNs();
      boolean unchanged = listing.settled && before == listing.mtimeNs;
      if (listing.listed && (unchanged || now < listing.restUntilMillis)) {
        listing.asOfNanos = unchanged ? asOf : listing.asOfNanos;
        return listing;
      }
      long nowNs = System.currentTimeMillis() * 1_000_000;
      long start = nanos.getAsLong();
      listing.byBase = list(directory, listing.byBase);
      listing.asOfNanos = asOf;
      long took = (nanos.getAsLong() - start) / 1_000_000;
      listing.restUntilMillis = took < LONG_MILLIS ? now : now + took * REST;
      listing.version = ++versions;
      listing.mtimeNs = before;
      listing.settled = Math.abs(nowNs - before) > STAMP_GRAIN_NS;
      listing.listed = true;
    } catch (NoSuchFileException | NotDirectoryException e) {
      unlisted(listing);
    } catch (IOException e) {
      unlisted(listing);
      trouble.met(directory.toString(), e);
    } catch (DirectoryIteratorException e) {
      unlisted(listing);
      trouble.met(directory.toString(), e.getCause());
    }
    return listing;
  }

  /** A directory that cannot be listed says nothing about its files. */
  private void unlisted(Listing listing) {
    listing.version = listing.listed ? ++versions : listing.version;
    listing.listed = false;
  }

  /** Directories of logs that came and went are not asked for any more. */
  private void dropUnused(long now) {
    if (now - sweptMillis >= UNUSED_MILLIS) {
      sweptMillis = now;
      listings.values().removeIf(listing -> now - listing.checkedMillis >= UNUSED_MILLIS);
    }
  }

  /** How many directories are remembered. */
  int size() {
    return listings.size();
  }

  /** Names that were there before are not taken apart again. */
  private static Map<String, List<RotatedFile>> list(
      Path directory, Map<String, List<RotatedFile>> before) throws IOException {
    Map<Path, RotatedFile> known = new HashMap<>();
    before.values().forEach(files -> files.forEach(file -> known.put(file.path(), file)));
    Map<String, List<RotatedFile>> byBase = new HashMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        RotatedFile file = known.get(path);
        if (file == null && !LineagePath.canBeNamed(path)) {
          continue;
        }
        if (file == null) {
          file = new RotatedFile(path, RotationName.ofFile(path));
        }
        byBase.computeIfAbsent(file.name().base(), base -> new ArrayList<>(1)).add(file);
      }
    }
    return byBase;
  }
}
