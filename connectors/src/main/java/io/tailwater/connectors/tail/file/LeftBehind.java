package io.tailwater.connectors.tail.file;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * What is known of files whose logs no reader has, since no pattern names them any more. Whichever
 * log meets such a file goes on with it where it was left: its bytes are read once, under whatever
 * path. Thread-safe.
 */
final class LeftBehind {

  private record Inode(String source, long dev, long ino) {}

  /**
   * @param evidence of the generation, as {@link Evidence} writes it
   * @param heir log that goes on with it; null while none does
   * @param heirTakenUp how often the heir had been taken up when it did
   */
  private record Left(
      FileKey key, String name, int epoch, String evidence, String heir, int heirTakenUp) {

    Left to(String lineage, int takenUp) {
      return new Left(key, name, epoch, evidence, lineage, takenUp);
    }

    /** Of two on one inode the one born later is there; of one file the epoch begun last. */
    static Left later(Left a, Left b) {
      return b.key.birthNs() > a.key.birthNs()
              || (b.key.birthNs() == a.key.birthNs() && b.epoch > a.epoch)
          ? b
          : a;
    }
  }

  private final Map<Inode, Left> left = new ConcurrentHashMap<>();
  private final ToIntFunction<String> timesTakenUp;

  /**
   * @param timesTakenUp how often a log was taken up by a reader: each time it has what it knows
   *     then, and nothing of what it had found since the last
   */
  LeftBehind(ToIntFunction<String> timesTakenUp) {
    this.timesTakenUp = timesTakenUp;
  }

  void leave(String source, Generation known, String evidence) {
    left.merge(
        inodeOf(source, known.key()),
        new Left(known.key(), known.name(), known.epoch(), evidence, null, 0),
        Left::later);
  }

  /** Gives out what is known of a file, once; empty when nothing is, or another log has it. */
  Optional<Generation> takeOver(String source, String heir, FileKey key, BirthTimes births) {
    String[] evidence = new String[1];
    left.computeIfPresent(
        inodeOf(source, key),
        (inode, file) -> {
          if (births.differ(file.key, key) || isTaken(file)) {
            return file;
          }
          evidence[0] = file.evidence;
          return file.to(heir, timesTakenUp.applyAsInt(heir));
        });
    return Optional.ofNullable(evidence[0]).map(Evidence::read);
  }

  /**
   * A log that knows the generation is being taken up.
   *
   * @param takenUp how often it will have been then
   * @return false when another log has gone on with it meanwhile
   */
  boolean resume(String source, String lineage, Generation known, int takenUp) {
    boolean[] own = {true};
    left.computeIfPresent(
        inodeOf(source, known.key()),
        (inode, file) -> {
          if (!file.name.equals(known.name())) {
            return file;
          }
          own[0] = !isTaken(file) || file.heir.equals(lineage);
          return own[0] ? file.to(lineage, takenUp) : file;
        });
    return own[0];
  }

  /** What logs that are not among these went on with is left behind again. */
  void keepOnly(Collection<String> lineages) {
    left.replaceAll(
        (inode, file) ->
            file.heir == null || lineages.contains(file.heir) ? file : file.to(null, 0));
  }

  private boolean isTaken(Left file) {
    return file.heir != null && file.heirTakenUp >= timesTakenUp.applyAsInt(file.heir);
  }

  private static Inode inodeOf(String source, FileKey key) {
    return new Inode(source, key.dev(), key.ino());
  }
}
