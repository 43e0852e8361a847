package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.SnapshotRows;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * The sources that a ledger knows, by what names: which streams each has read, and which one has
 * gone on in the place of another.
 */
public final class Succession {
  private final Map<String, SortedSet<String>> streams = new TreeMap<>();
  private final Map<String, Adoption> successors = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();

  /**
   * A source took the place of another.
   *
   * @param from id of the source whose place it was
   * @param to id of the source that has it now
   * @param seq number of the commit that says so
   */
  public record Adoption(String from, String to, long seq) {}

  private Succession() {}

  /** Before there is a ledger. */
  public static Succession none() {
    return new Succession();
  }

  /** What a snapshot of the ledger says. */
  public static Succession at(Table ledger, long snapshotId) {
    Succession succession = new Succession();
    Set<Adoption> adoptions = new TreeSet<>(byNumber());
    new SnapshotRows(ledger, snapshotId)
        .forEach(row -> succession.take(row, adoptions), "seq", "source", "stream", "adopted_from");
    adoptions.forEach(succession::take);
    return succession;
  }

  /** Ids of the sources that have read anything, also of those that another has followed. */
  public Set<String> sources() {
    return streams.keySet();
  }

  /** Names of the streams that a source has read under its own id; none of one that is unknown. */
  public SortedSet<String> streamsOf(String source) {
    return streams.getOrDefault(source, new TreeSet<>());
  }

  /** How a source gave its place away; empty for one that has it still or again. */
  public Optional<Adoption> successorOf(String source) {
    return Optional.ofNullable(successors.get(source));
  }

  /** The id under which a source was first known, whatever it has been called since. */
  public String originOf(String source) {
    return origins.getOrDefault(source, source);
  }

  /** True when a source is known and has not given its place away. */
  public boolean isCurrent(String source) {
    return streams.containsKey(source) && !successors.containsKey(source);
  }

  private static Comparator<Adoption> byNumber() {
    return Comparator.comparingLong(Adoption::seq)
        .thenComparing(Adoption::from)
        .thenComparing(Adoption::to);
  }

  /** The same after one more adoption, which is not committed yet. */
  public Succession and(String from, String to) {
    Succession both = new Succession();
    both.streams.putAll(streams);
    both.successors.putAll(successors);
    both.origins.putAll(origins);
    both.take(new Adoption(from, to, Long.MAX_VALUE));
    return both;
  }

  private void take(Record row, Set<Adoption> adoptions) {
    String source = (String) row.getField("source");
    streams.computeIfAbsent(source, s -> new TreeSet<>()).add((String) row.getField("stream"));
    String from = (String) row.getField("adopted_from");
    if (from != null) {
      adoptions.add(new Adoption(from, source, (Long) row.getField("seq")));
    }
  }

  private void take(Adoption adoption) {
    successors.put(adoption.from(), adoption);
    successors.remove(adoption.to());
    origins.put(adoption.to(), originOf(adoption.from()));
  }
}
