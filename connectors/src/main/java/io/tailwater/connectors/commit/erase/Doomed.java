package io.tailwater.connectors.commit.erase;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to go for an erasure: written down before the first of it goes, since afterwards nothing
 * would tell.
 *
 * @param v version of the form
 * @param replaced files replaced, by the commits that did it
 * @param eventSnapshots ids
 * @param ledgerSnapshots ids
 * @param files locations
 */
record Doomed(
    int v,
    Map<String, Replaced> replaced,
    Set<Long> eventSnapshots,
    Set<Long> ledgerSnapshots,
    Set<String> files) {
  private static final int VERSION = 1;
  static final Doomed NONE = new Doomed(VERSION, Map.of(), Set.of(), Set.of(), Set.of());

  /**
   * Files that one commit replaced.
   *
   * @param files how many
   * @param by how many took their place
   */
  record Replaced(int files, int by) {}

  /** Snapshots and files that are to go. */
  static Doomed of(Set<Long> eventSnapshots, Set<Long> ledgerSnapshots, Set<String> files) {
    return new Doomed(VERSION, Map.of(), eventSnapshots, ledgerSnapshots, files);
  }

  /** Files that the commit of that id replaced. */
  static Doomed of(String id, Replaced replaced) {
    return new Doomed(VERSION, new TreeMap<>(Map.of(id, replaced)), Set.of(), Set.of(), Set.of());
  }

  /** Both. */
  Doomed and(Doomed other) {
    Map<String, Replaced> all = new TreeMap<>(replaced);
    all.putAll(other.replaced);
    return new Doomed(
        v,
        all,
        union(eventSnapshots, other.eventSnapshots),
        union(ledgerSnapshots, other.ledgerSnapshots),
        union(files, other.files));
  }

  /** Files replaced; null when nothing tells any more. */
  Integer filesRewritten() {
    return replaced.isEmpty()
        ? null
        : (Integer) replaced.values().stream().mapToInt(Replaced::files).sum();
  }

  /** Files that took their place; null when nothing tells any more. */
  Integer filesWritten() {
    return replaced.isEmpty()
        ? null
        : (Integer) replaced.values().stream().mapToInt(Replaced::by).sum();
  }

  private static <T> Set<T> union(Set<T> a, Set<T> b) {
    Set<T> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }
}
