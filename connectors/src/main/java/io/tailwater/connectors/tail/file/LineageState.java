package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is known of one log's generations, and what is still to be said of them. */
final class LineageState {

  final String id;
  final LineagePlan plan;
  final TailContext context;
  final LineageStats stats;

  /** Oldest first. */
  final List<Tracked> tracked = new ArrayList<>();

  final Deque<TailChunk> news = new ArrayDeque<>();

  /** Something happened after which the directory is to be looked at again. */
  boolean scanWanted = true;

  private final List<String> forgotten = new ArrayList<>();

  LineageState(String id, LineagePlan plan, TailContext context) {
    this.id = id;
    this.plan = plan;
    this.context = context;
    this.stats = new LineageStats(id);
    recall();
  }

  /** Takes up what is known, save what ended long before the newest of it was last seen. */
  private void recall() {
    long newest = plan.known().stream().mapToLong(Generation::seenAtMillis).max().orElse(0);
    long now = context.clock.monotonicMillis();
    Map<FileKey, Integer> newestEpochs = new HashMap<>();
    plan.known().forEach(g -> newestEpochs.merge(g.key(), g.epoch(), Math::max));
    plan.known().stream()
        .filter(
            known ->
                known.state() != Generation.State.FINAL
                    || newest - known.seenAtMillis() < context.options.forgetAfter().toMillis())
        .filter(known -> context.claims.resume(plan.source(), id, known))
        .sorted(
            Comparator.comparing((Generation known) -> known.state() == Generation.State.ACTIVE)
                .thenComparing(Generation::seenAtMillis)
                .thenComparing(Generation::epoch))
        .forEach(
            known -> {
              Tracked t = new Tracked(known, false, now);
              // A file that was emptied since holds a later epoch, and the earlier one nowhere.
              t.displaced = known.epoch() < newestEpochs.get(known.key());
              tracked.add(t);
            });
    context.claims.takeUp(
        plan.source(), id, tracked.stream().map(t -> t.generation.key()).toList(), context.births);
    dropTombstones();
  }

  boolean claim(FileKey key) {
    return context.claims.claim(plan.source(), id, key, context.births);
  }

  void release(FileKey key) {
    if (tracked.stream().noneMatch(t -> t.generation.key().equals(key))) {
      context.claims.release(plan.source(), id, key);
    }
  }

  /** The newest generation that was on this very file; empty when none was. */
  Optional<Tracked> ownerOf(FileKey key) {
    Tracked owner = null;
    for (Tracked t : tracked) {
      if (!t.displaced
          && t.generation.host().equals(context.host)
          && !context.births.differ(t.generation.key(), key)
          && (owner == null || owner.generation.epoch() < t.generation.epoch())) {
        owner = t;
      }
    }
    return Optional.ofNullable(owner);
  }

  /** The generation on a file whose own log no reader has: it goes on here. */
  Optional<Tracked> takeOver(FileKey key, long now) {
    Optional<Tracked> taken =
        context
            .claims
            .takeOver(plan.source(), id, key, context.births)
            .map(known -> new Tracked(known, false, now));
    taken.ifPresent(tracked::add);
    return taken;
  }

  /**
   * Paths that files of the log may stand at outside of its own places; first those that something
   * may be unread of.
   */
  Collection<Path> elsewhere() {
    List<Path> paths = new ArrayList<>();
    List<Tracked> openFirst = new ArrayList<>(tracked);
    openFirst.sort(Comparator.comparing(t -> !t.isOpen()));
    for (Tracked t : openFirst) {
      if (!t.displaced) {
        Path path = PinName.fileOf(Path.of(t.generation.path()));
        if (!isHome(path)) {
          paths.add(path);
        }
        if (t.absent()) {
          context
              .claims
              .metAt(plan.source(), t.generation.key())
              .map(PinName::fileOf)
              .ifPresent(paths::add);
        }
      }
    }
    return paths;
  }

  private boolean isHome(Path path) {
    return path.startsWith(plan.active().getParent())
        && LineagePath.activeOf(path).equals(plan.active());
  }

  /** A new generation from a file's beginning. */
  Tracked begun(Path path, FileKey key, Codec codec, Generation.State state, long now) {
    int epoch = nextEpoch(key);
    Generation generation =
        new Generation(
            Generation.name(nameOn(key), key, epoch),
            path.toString(),
            context.host,
            key,
            epoch,
            Place.START,
            0,
            0,
            codec,
            0,
            0,
            state,
            context.clock.wallMillis());
    claim(key);
    return new Tracked(generation, true, now);
  }

  /** What was begun on a file that another log had first is named after that one, as the rest. */
  private String nameOn(FileKey key) {
    return on(key)
        .map(t -> LineagePath.ofStream(t.generation.name()))
        .findFirst()
        .orElse(plan.active())
        .toString();
  }

  private Stream<Tracked> on(FileKey key) {
    return tracked.stream().filter(t -> !context.births.differ(t.generation.key(), key));
  }

  private int nextEpoch(FileKey key) {
    return on(key).mapToInt(t -> t.generation.epoch()).max().orElse(-1) + 1;
  }

  /** Gives a generation up: what was seen and not read of it is lost. */
  void end(Tracked t, LossReason reason, long now) {
    Generation g = t.generation;
    long to = Math.max(g.offset(), g.sizeSeen());
    boolean wasOpen = g.state() != Generation.State.FINAL;
    Place place = g.place();
    t.generation =
        g.read(
                new Place(
                    place.head(),
                    to,
                    to == g.offset() ? place.anchor() : Anchor.NONE,
                    place.trail(),
                    place.zeros()))
            .in(Generation.State.FINAL);
    t.spokeAtMillis = now;
    if (wasOpen) {
      lost(t, g.offset(), to - g.offset(), reason.from(to));
    }
  }

  /**
   * Records a loss.
   *
   * @param from where the recorded range begins; it ends at the generation's offset
   * @param bytes how many are lost, as far as known
   */
  void lost(Tracked t, long from, long bytes, String reason) {
    context.counters.losses.increment();
    context.counters.bytesLost.add(bytes);
    stats.lost(bytes);
    news.add(
        new TailChunk(
            TailChunk.Kind.LOST,
            from,
            t.generation.offset(),
            Math.max(t.generation.offset(), t.generation.sizeSeen()),
            new byte[0],
            !t.isOpen(),
            context.clock.wallMillis(),
            reason,
            t.generation,
            List.of()));
  }

  /** News of a generation: an empty range. */
  TailChunk newsOf(Tracked t, long now, boolean caughtUp) {
    Generation g = t.generation;
    t.caughtUp = caughtUp;
    t.spokeAtMillis = now;
    if (caughtUp) {
      context.spokeAtMillis = now;
    }
    return new TailChunk(
        TailChunk.Kind.LINES,
        g.offset(),
        g.offset(),
        Math.max(g.offset(), g.sizeSeen()),
        new byte[0],
        caughtUp,
        context.clock.wallMillis(),
        null,
        g,
        takeForgotten());
  }

  private List<String> takeForgotten() {
    List<String> names = List.copyOf(forgotten);
    forgotten.clear();
    return names;
  }

  /** Now and then some log that stands at its end says so, for all of them. */
  Optional<TailChunk> heartbeat(long now) {
    if (!context.options.bounded()
        && now - context.spokeAtMillis >= context.options.heartbeat().toMillis()) {
      for (Tracked t : tracked) {
        if (t.is(Generation.State.ACTIVE) && !t.displaced && t.caughtUp) {
          return Optional.of(newsOf(t, now, true));
        }
      }
    }
    return Optional.empty();
  }

  void say(Tracked t, long now, boolean caughtUp) {
    news.add(newsOf(t, now, caughtUp));
  }

  /** Lets go of finished generations whose files are long gone, and of the oldest of too many. */
  void forget(long now, int goneScans) throws IOException {
    long forgetAfter = context.options.forgetAfter().toMillis();
    int before = forgotten.size();
    forgetIf(
        t ->
            t.is(Generation.State.FINAL)
                && t.absentScans >= goneScans
                && now - t.grewAtMillis >= forgetAfter);
    dropTombstones();
    for (String name : forgotten.subList(before, forgotten.size())) {
      context.files.close(name);
      context.reader.forget(name);
    }
  }

  private void dropTombstones() {
    List<Tracked> tombstones = tracked.stream().filter(t -> t.isTombstone()).toList();
    int tooMany = tombstones.size() - context.options.tombstones();
    if (tooMany > 0) {
      List<Tracked> oldest =
          tombstones.stream()
              .sorted(
                  Comparator.comparingLong((Tracked t) -> t.generation.seenAtMillis())
                      .thenComparingInt(t -> t.generation.epoch()))
              .limit(tooMany)
              .toList();
      context.counters.tombstonesDropped.add(tooMany);
      forgetIf(new HashSet<>(oldest)::contains);
    }
  }

  private void forgetIf(Predicate<Tracked> gone) {
    List<Tracked> leaving = tracked.stream().filter(gone).toList();
    if (!leaving.isEmpty()) {
      tracked.removeAll(new HashSet<>(leaving));
      for (Tracked t : leaving) {
        forgotten.add(t.generation.name());
        release(t.generation.key());
      }
    }
  }

  /** Oldest first: what is gone from the directory, then in the order of the names. */
  void order() {
    tracked.sort(
        Comparator.comparing(
                (Tracked t) -> !t.absent() && !PinName.isPin(Path.of(t.generation.path())))
            .thenComparing(
                t -> RotationName.ofFile(Path.of(t.generation.path())), RotationName.OLDEST_FIRST)
            .thenComparing(t -> t.generation.epoch()));
  }

  void takeStock() {
    long behind = 0;
    for (Tracked t : tracked) {
      if (t.isOpen()) {
        behind += Math.max(0, t.generation.sizeSeen() - t.generation.offset());
      }
    }
    stats.stands(behind, tracked.size(), context.clock.wallMillis());
  }
}
