package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hard links to the files of a log, so that what is not yet read and committed outlives the removal
 * of its file and the end of the process. A pin is made as soon as a generation is known, and
 * removed once the end of the generation is committed.
 *
 * <p>Pins are files like others to the log, under names that give way to any other. Nothing is
 * removed that is not known to be read, or to stand at another name.
 */
final class Pins {
  private final LineageState state;
  private final TailContext context;
  private boolean found;

  Pins(LineageState state) {
    this.state = state;
    this.context = state.context;
  }

  /** True when the last look met a pin of the log. */
  boolean found() {
    return found;
  }

  /**
   * The owner's pins of files that stood at a place, which was just listed; empty when they cannot
   * be listed, which says nothing about them.
   */
  Optional<List<DirectoryListings.RotatedFile>> listed(Places.Place place) {
    if (!context.listings.had(place.directory(), PinName.DIRECTORY)) {
      return Optional.of(List.of());
    }
    Path directory = place.directory().resolve(PinName.DIRECTORY);
    if (!isDirectory(directory)) {
      return Optional.of(List.of());
    }
    return context
        .listings
        .files(directory, place.base())
        .map(
            files ->
                files.stream()
                    .filter(file -> PinName.isOwnedBy(state.plan.pinning().owner(), file.path()))
                    .toList());
  }

  /** Pins what is to be kept, and removes the pins of what need not be. */
  void bringInLine(Members.Look look) {
    found = !look.pins().isEmpty();
    if (state.plan.pinning().on()) {
      Set<FileKey> pinned = look.pins().stream().map(Member::key).collect(Collectors.toSet());
      for (Tracked t : state.tracked) {
        boolean there = t.absentSinceMillis == null && !PinName.isPin(Path.of(t.generation.path()));
        if (t.isOpen() && there && !pinned.contains(t.generation.key())) {
          pin(t.generation);
        }
      }
    }
    for (Member pin : look.pins()) {
      if (mayGo(pin, look)) {
        remove(pin.path());
      }
    }
  }

  private boolean mayGo(Member pin, Members.Look look) {
    boolean elsewhere =
        look.members().stream()
            .anyMatch(m -> m.key().equals(pin.key()) && !PinName.isPin(m.path()));
    if (elsewhere && !state.plan.pinning().on()) {
      return true;
    }
    return state
        .owners
        .of(pin.key())
        .filter(t -> t.isCommittedToTheEnd() && holdsNoMore(t.generation, pin))
        .isPresent();
  }

  private static boolean holdsNoMore(Generation generation, Member pin) {
    return generation.isPacked() || pin.stat().size() <= generation.offset();
  }

  private void pin(Generation generation) {
    Path file = Path.of(generation.path());
    Path pin = PinName.of(state.plan.pinning().owner(), generation.key(), file);
    try {
      if (!isDirectory(pin.getParent())) {
        Files.createDirectory(
            pin.getParent(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      // A link would otherwise be pinned itself, and not the file it leads to.
      Files.createLink(pin, file.toRealPath());
      found = true;
      nameAsItIs(pin, generation, file);
    } catch (NoSuchFileException e) {
      // Renamed or removed since the look: the next one tells.
      state.scanWanted = true;
    } catch (FileAlreadyExistsException e) {
      if (!isPinOf(pin, generation)) {
        failed(pin, e);
      }
    } catch (IOException | UnsupportedOperationException e) {
      failed(pin, e);
    }
  }

  /** Another file may have come to the path since the look. */
  private void nameAsItIs(Path pin, Generation generation, Path file) throws IOException {
    FileKey key = FileStat.of(pin).key();
    if (context.births.differ(key, generation.key())) {
      Files.move(pin, PinName.of(state.plan.pinning().owner(), key, file));
      state.scanWanted = true;
    }
  }

  private boolean isPinOf(Path pin, Generation generation) {
    try {
      return !context.births.differ(FileStat.of(pin).key(), generation.key());
    } catch (IOException e) {
      return false;
    }
  }

  private void remove(Path pin) {
    try {
      Files.deleteIfExists(pin);
    } catch (IOException e) {
      failed(pin, e);
    }
  }

  private void failed(Path pin, Exception e) {
    context.counters.pinFailures.increment();
    String why =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : e.getClass().getSimpleName();
    context.tellOnce(
        pin.getParent().toString(),
        "pins cannot be kept here: want a directory for hard links to the logs beside it, got \""
            + why
            + "\"; the logs are read all the same, and what is removed while unread does not"
            + " outlive the process");
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
