package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of one log's generations, and what is still to be said of them. */
final class LineageState {

  final String id;
  final LineagePlan plan;

  /** Whether something was known of it when it was taken up. */
  final boolean known;

  final TailContext context;
  final LineageStats stats;

  /** Oldest first. */
  final List<Tracked> tracked = new ArrayList<>();

  final Deque<TailChunk> news = new ArrayDeque<>();

  /** Something happened after which the directory is to be looked at again. */
  boolean scanWanted = true;

  final Tombstones tombstones = new Tombstones(this);

  final Owners owners;

  /** Also of those that were forgotten: a name is not given twice. */
  final StreamNames names;

  LineageState(String id, LineagePlan plan, TailContext context) {
    this.id = id;
    this.plan = plan.takenUp();
    this.owners = new Owners(this);
    this.known = !plan.known().isEmpty();
    this.context = context;
    this.stats = new LineageStats(id);
    this.names = new StreamNames(context.births);
    recall(plan.known());
  }

  /** Takes up what is known. */
  private void recall(List<Generation> generations) {
    long newest = generations.stream().mapToLong(Generation::seenAtMillis).max().orElse(0);
    long now = context.clock.monotonicMillis();
    generations.forEach(names::learn);
    generations.stream()
        .filter(known -> context.claims.resume(plan.source(), id, known))
        .sorted(
            Comparator.comparing((Generation known) -> known.state() == Generation.State.ACTIVE)
                .thenComparing(Generation::seenAtMillis)
                .thenComparing(Generation::epoch))
        .forEach(
            known -> {
              Tracked t = new Tracked(known, false, now);
              // A file that was emptied since holds a later epoch, and the earlier one nowhere.
              t.displaced = known.epoch() < names.newestEpoch(known.key());
              t.old = newest - known.seenAtMillis() >= context.options.forgetAfter().toMillis();
              tracked.add(t);
            });
    context.claims.takeUp(
        plan.source(), id, tracked.stream().map(t -> t.generation.key()).toList(), context.births);
    tombstones.drop();
  }

  boolean claim(FileKey key) {
    return context.claims.claim(plan.source(), id, key, context.births);
  }

  void release(FileKey key) {
    if (tracked.stream().noneMatch(t -> t.generation.key().equals(key))) {
      context.claims.release(plan.source(), id, key);
    }
  }

  /** The generation on a file whose own log no reader has: it goes on here. */
  Optional<Tracked> takeOver(FileKey key, long now) {
    Optional<Tracked> taken =
        context
            .claims
            .takeOver(plan.source(), id, key, context.births)
            .map(known -> new Tracked(known, false, now));
    taken.ifPresent(
        t -> {
          owners.add(t);
          names.learn(t.generation);
        });
    return taken;
  }

  /** A new generation from a file's beginning. */
  Tracked begun(Path path, FileKey key, Codec codec, Generation.State state, long now) {
    String log = nameOn(key);
    int epoch = names.nextEpoch(log, key);
    Generation generation =
        new Generation(
            Generation.name(log, key, epoch),
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

  /** All that can be had of a generation was had. */
  void finish(Tracked t) throws IOException {
    t.generation = t.generation.in(Generation.State.FINAL);
    context.letGo(t.generation.name());
  }

  /**
   * Gives a generation up: what was seen and not read of it is lost. Its evidence stays as it was,
   * so that it goes on at its offset should its bytes turn up again.
   */
  void end(Tracked t, LossReason reason, long now) {
    Generation g = t.generation;
    long unread = Math.max(0, g.sizeSeen() - g.offset());
    boolean wasOpen = g.state() != Generation.State.FINAL;
    t.generation = g.seen(g.offset(), g.mtimeNs(), g.seenAtMillis()).in(Generation.State.FINAL);
    t.spokeAtMillis = now;
    if (wasOpen) {
      lost(t, g.offset(), unread, reason.from(g.offset(), unread));
    }
  }

  /**
   * Records a loss.
   *
   * @param from where the generation stood: at its offset, save where it has skipped what it
   *     refuses
   * @param bytes how many are lost, as far as known
   */
  void lost(Tracked t, long from, long bytes, String reason) {
    t.caughtUp = !t.isOpen();
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
            t.caughtUp,
            context.clock.wallMillis(),
            bytes,
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
        t.is(Generation.State.FINAL) ? g.offset() : Math.max(g.offset(), g.sizeSeen()),
        new byte[0],
        caughtUp,
        context.clock.wallMillis(),
        0,
        null,
        g,
        tombstones.takeForgotten());
  }

  /** Now and then some log that stands at its end says so, for all of them. */
  Optional<TailChunk> heartbeat(long now) {
    if (!context.options.bounded()
        && now - context.spokeAtMillis >= context.options.heartbeat().toMillis()) {
      for (int newest = tracked.size() - 1; newest >= 0; newest--) {
        Tracked t = tracked.get(newest);
        if (!t.displaced && t.caughtUp) {
          return Optional.of(newsOf(t, now, true));
        }
      }
    }
    return Optional.empty();
  }

  void say(Tracked t, long now, boolean caughtUp) {
    news.add(newsOf(t, now, caughtUp));
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
    stats.stands(tracked, context.clock.wallMillis());
  }
}
