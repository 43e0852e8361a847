package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which log reads which file, for all logs of all readers in a process. A file has one reader even
 * when it goes by the names of two logs: a hard link, a link that leads to another log's file, a
 * file renamed from one log's name to another's. The log that had it first keeps it; a log that
 * meets it under a name of its own says where. Thread-safe.
 */
public final class FileClaims {

  private record Inode(String source, long dev, long ino) {

    static Inode of(String source, FileKey key) {
      return new Inode(source, key.dev(), key.ino());
    }
  }

  private record Claim(FileKey key, String lineage, Path metAt) {}

  private final Map<Inode, Claim> claims = new ConcurrentHashMap<>();

  /**
   * Claims a file for a log.
   *
   * @param source sources do not share: two may well read the same file
   * @return true when it is that log's now; false when another one has it
   */
  boolean claim(String source, String lineage, FileKey key, BirthTimes births) {
    Claim mine = new Claim(key, lineage, null);
    Claim now =
        claims.compute(
            Inode.of(source, key),
            (inode, before) ->
                before == null || births.differ(before.key(), key) || before.lineage.equals(lineage)
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
    return claim == null || claim.lineage.equals(lineage) || births.differ(claim.key, key)
        ? Optional.empty()
        : Optional.of(claim.lineage);
  }

  /** Tells whoever has a file that it stands at a path now. */
  void met(String source, FileKey key, Path path) {
    claims.computeIfPresent(
        Inode.of(source, key), (inode, claim) -> new Claim(claim.key, claim.lineage, path));
  }

  /** Where another log met a file last; empty when none did. */
  Optional<Path> metAt(String source, FileKey key) {
    return Optional.ofNullable(claims.get(Inode.of(source, key))).map(Claim::metAt);
  }
}
