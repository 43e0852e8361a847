package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of a log's generations a file belongs to, and where its files may stand. */
final class Owners implements Members.Known {
  private final LineageState state;
  private final String active;

  /**
   * Whether the active path is one of the log's own: a name may look like another's rotated one.
   */
  private final boolean activeIsHome;

  /** By inode, made when it is asked for; null when another has come or one is on another file. */
  private Map<Long, List<Tracked>> byInode;

  Owners(LineageState state) {
    this.state = state;
    this.active = state.plan.active().toString();
    this.activeIsHome = isHome(state.plan.active());
  }

  /** Another generation is known from now on. */
  void add(Tracked t) {
    state.tracked.add(t);
    byInode = null;
  }

  void remove(Collection<Tracked> leaving) {
    state.tracked.removeAll(leaving);
    byInode = null;
  }

  /** A generation goes on in another file. */
  void goesOnIn(Tracked t, Path path, FileKey file, Generation.State next) {
    t.generation =
        t.generation.at(
            path.toString(), state.context.host, file, state.names.nextEpoch(file), next);
    byInode = null;
  }

  /** The newest generation that was on this very file; empty when none was. */
  Optional<Tracked> of(FileKey key) {
    if (byInode == null) {
      byInode =
          state.tracked.stream().collect(Collectors.groupingBy(t -> t.generation.key().ino()));
    }
    Tracked owner = null;
    for (Tracked t : byInode.getOrDefault(key.ino(), List.of())) {
      if (!t.displaced
          && isOn(t.generation, key)
          && (owner == null || owner.generation.epoch() < t.generation.epoch())) {
        owner = t;
      }
    }
    return Optional.ofNullable(owner);
  }

  /** Another machine's numbers mean nothing here; a machine's new name leaves them as they were. */
  private boolean isOn(Generation generation, FileKey key) {
    return generation.host().equals(state.context.host)
        ? !state.context.births.differ(generation.key(), key)
        : generation.key().equals(key);
  }

  /**
   * Paths that files of the log may stand at outside of its own places; first those that something
   * may be unread of.
   */
  @Override
  public Collection<Path> elsewhere() {
    List<Path> paths = new ArrayList<>();
    List<Tracked> openFirst = new ArrayList<>(state.tracked);
    openFirst.sort(Comparator.comparing(t -> !t.isOpen()));
    for (Tracked t : openFirst) {
      if (!t.displaced) {
        if (!activeIsHome || !t.generation.path().equals(active)) {
          Path path = PinName.fileOf(Path.of(t.generation.path()));
          if (!isHome(path)) {
            paths.add(path);
          }
        }
        if (t.absent()) {
          state
              .context
              .claims
              .metAt(state.plan.source(), t.generation.key())
              .map(PinName::fileOf)
              .ifPresent(paths::add);
        }
      }
    }
    return paths;
  }

  @Override
  public Collection<Path> paths() {
    return state.tracked.stream()
        .filter(t -> !t.displaced)
        .map(t -> Path.of(t.generation.path()))
        .toList();
  }

  @Override
  public boolean has(FileKey file) {
    return of(file).isPresent();
  }

  private boolean isHome(Path path) {
    return path.startsWith(state.plan.active().getParent())
        && LineagePath.activeOf(path).equals(state.plan.active());
  }
}
