package io.tailwater.connectors.tail.file;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Which log reads which file, for all logs of all readers in a process. A file has one reader even
 * when it goes by the names of two logs: a hard link, a link that leads to another log's file, a
 * file renamed from one log's name to another's. The log that had it first keeps it; a log that
 * meets it under a name of its own says where. Thread-safe.
 *
 * <p>A file of a log that no reader has is {@link LeftBehind left behind} for the log that meets
 * it.
 *
 * <p>Claims outlive their reader, so that no other takes its files while it is being restarted. A
 * log that is taken up again has what it knows by then, and nothing of what it had found since.
 */
public final class FileClaims {
  private static final Map<String, WeakReference<FileClaims>> JOBS = new ConcurrentHashMap<>();

  private record Inode(String source, long dev, long ino) {

    static Inode of(String source, FileKey key) {
      return new Inode(source, key.dev(), key.ino());
    }
  }

  /**
   * @param takenUp how often the log had been taken up when it claimed the file
   */
  private record Claim(FileKey key, String lineage, int takenUp, Path metAt) {}

  private final Map<Inode, Claim> claims = new ConcurrentHashMap<>();
  private final Map<String, Integer> takenUp = new ConcurrentHashMap<>();
  private final LeftBehind left = new LeftBehind(this::timesTakenUp);

  /**
   * The claims that all readers of a job share, for as long as somebody holds them.
   *
   * @param id of the job, unique
   * @param first what to claim before any reader gets to see them
   */
  public static FileClaims ofJob(String id, Consumer<FileClaims> first) {
    FileClaims[] found = new FileClaims[1];
    JOBS.compute(
        id,
        (job, held) -> {
          found[0] = held == null ? null : held.get();
          if (found[0] == null) {
            found[0] = new FileClaims();
            first.accept(found[0]);
            return new WeakReference<>(found[0]);
          }
          return held;
        });
    JOBS.values().removeIf(held -> held.refersTo(null));
    return found[0];
  }

  /**
   * Claims a file for a log that is yet to be given to a reader. Of two on one inode the one born
   * later is there.
   */
  public void remember(String source, String lineage, Generation known) {
    claims.merge(
        Inode.of(source, known.key()),
        new Claim(known.key(), lineage, timesTakenUp(lineage), null),
        (a, b) -> b.key.birthNs() > a.key.birthNs() ? b : a);
  }

  /**
   * Leaves a file behind for the log that meets it: its own is given to no reader.
   *
   * @param evidence of the generation, as {@link Evidence} writes it
   */
  public void leave(String source, Generation known, String evidence) {
    left.leave(source, known, evidence);
  }

  /** Lets go of all files of logs that are not among these. */
  public void keepOnly(Set<String> lineages) {
    left.keepOnly(lineages);
    claims.values().removeIf(claim -> !lineages.contains(claim.lineage));
    takenUp.keySet().retainAll(lineages);
  }

  /** A reader takes up a log: of what was claimed for it, only what it knows is still its own. */
  void takeUp(String source, String lineage, Collection<FileKey> known, BirthTimes births) {
    int times = timesTakenUp(lineage) + 1;
    known.forEach(key -> claim(source, lineage, key, births, times));
    takenUp.put(lineage, times);
  }

  /**
   * True when a log that is about to be taken up still has a generation that it knows; false when
   * another went on with it while no reader had the log.
   */
  boolean resume(String source, String lineage, Generation known) {
    return left.resume(source, lineage, known, timesTakenUp(lineage) + 1);
  }

  /**
   * Claims a file that was left behind.
   *
   * @return what is known of it; empty when it was not left behind or another log has it
   */
  Optional<Generation> takeOver(String source, String lineage, FileKey key, BirthTimes births) {
    return elsewhere(source, lineage, key, births).isPresent()
        ? Optional.empty()
        : left.takeOver(source, lineage, key, births)
            .filter(known -> claim(source, lineage, key, births));
  }

  /**
   * Claims a file for a log.
   *
   * @param source sources do not share: two may well read the same file
   * @return true when it is that log's now; false when another one has it
   */
  boolean claim(String source, String lineage, FileKey key, BirthTimes births) {
    return claim(source, lineage, key, births, timesTakenUp(lineage));
  }

  private boolean claim(
      String source, String lineage, FileKey key, BirthTimes births, int takenUpTimes) {
    Claim mine = new Claim(key, lineage, takenUpTimes, null);
    Claim now =
        claims.compute(
            Inode.of(source, key),
            (inode, before) ->
                before == null
                        || !holds(before)
                        || births.differ(before.key(), key)
                        || before.lineage.equals(lineage)
                    ? mine
                    : before);
    return now == mine;
  }

  /** Gives a file up; nothing happens when it is another log's. */
  void release(String source, String lineage, FileKey key) {
    claims.computeIfPresent(
        Inode.of(source, key),
        (inode, claim) -> claim.lineage.equals(lineage) && claim.key.equals(key) ? null : claim);
  }

  /** The other log that a file belongs to; empty when it is free or this log's own. */
  Optional<String> elsewhere(String source, String lineage, FileKey key, BirthTimes births) {
    Claim claim = claims.get(Inode.of(source, key));
    return claim == null
            || claim.lineage.equals(lineage)
            || !holds(claim)
            || births.differ(claim.key, key)
        ? Optional.empty()
        : Optional.of(claim.lineage);
  }

  /** Tells whoever has a file that it stands at a path now. */
  void met(String source, FileKey key, Path path) {
    claims.computeIfPresent(
        Inode.of(source, key),
        (inode, claim) -> new Claim(claim.key, claim.lineage, claim.takenUp, path));
  }

  /** Where another log met a file last; empty when none did. */
  Optional<Path> metAt(String source, FileKey key) {
    return Optional.ofNullable(claims.get(Inode.of(source, key))).map(Claim::metAt);
  }

  private boolean holds(Claim claim) {
    return claim.takenUp >= timesTakenUp(claim.lineage);
  }

  private int timesTakenUp(String lineage) {
    return takenUp.getOrDefault(lineage, 0);
  }
}
