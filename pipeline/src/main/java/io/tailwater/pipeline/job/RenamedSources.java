package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.ResumePoint;
import io.tailwater.connectors.commit.Succession;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLayout;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamName;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.connectors.tail.TailSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/**
 * Holds the ids of the configured sources against those that the lake knows, before anything is
 * changed. The id is part of a stream's name, so a renamed source would be read again from its
 * start: that is never done unasked.
 */
final class RenamedSources {
  private final Set<String> configured;
  private final Succession known;
  private final Map<String, String> adoptions = new HashMap<>();

  private RenamedSources(Set<String> configured, Succession known) {
    this.configured = configured;
    this.known = known;
  }

  /**
   * @param lake the lake, whose tables need not be there yet
   * @param topics what sources read from Kafka
   * @throws CannotStart when what a source is cannot be told without being asked
   * @throws IllegalArgumentException when a choice makes no sense
   */
  static RenamedSources check(
      LakeCatalog lake, TailwaterConfig config, List<ReadStreams> topics, SourceChoices choices) {
    Set<String> configured =
        config.sources().stream().map(SourceConfig::id).collect(Collectors.toSet());
    Optional<Cut> cut = Optional.empty();
    if (lake.catalog().tableExists(lake.identifier(LakeTables.LEDGER))) {
      Table ledger = lake.load(LakeTables.LEDGER);
      LakeLayout.check(LakeTables.LEDGER, ledger);
      cut = Cut.newest(ledger);
    }
    Succession known =
        cut.isEmpty()
            ? Succession.none()
            : Succession.at(lake.load(LakeTables.LEDGER), cut.get().ledgerSnapshot());
    RenamedSources sources = new RenamedSources(configured, known);
    choices.adopt().forEach(sources::choose);
    choices.asNew().forEach(sources::requireConfigured);
    if (cut.isPresent()) {
      sources.requireCurrent();
      List<ReadStreams> reads = new ArrayList<>(topics);
      for (TailSpec spec : TailSpecs.of(config.sources(), lake, Succession.none())) {
        reads.add(new ReadStreams(spec.source(), spec::reads));
      }
      for (ReadStreams streams : reads) {
        if (!choices.asNew().contains(streams.source())) {
          sources.requireNotRead(streams);
        }
      }
    }
    return sources;
  }

  /** Which source was called what, once what was chosen is committed. */
  Succession known() {
    Succession all = known;
    for (Map.Entry<String, String> adoption : adoptions.entrySet()) {
      all = all.and(adoption.getKey(), adoption.getValue());
    }
    return all;
  }

  /** Where streams will stand once what was chosen is committed. */
  List<StreamHead> adopted(List<StreamHead> heads) {
    return heads.stream()
        .map(
            head ->
                adoptions.containsKey(head.source()) ? head.of(adoptions.get(head.source())) : head)
        .toList();
  }

  /** Commits what was chosen. */
  ResumePoint adopt(LakeCatalog lake, String pipeline, ResumePoint point) {
    ResumePoint next = point;
    for (Map.Entry<String, String> adoption : adoptions.entrySet()) {
      next = LakeStart.adopt(lake, pipeline, next, adoption.getKey(), adoption.getValue());
    }
    return next;
  }

  private void choose(String from, String to) {
    requireConfigured(to);
    String flag = "--adopt " + from + "=" + to + ": ";
    if (configured.contains(from)) {
      throw new IllegalArgumentException(
          flag
              + "source '"
              + from
              + "' is still configured, so '"
              + to
              + "' cannot have its place");
    }
    Optional<Succession.Adoption> successor = known.successorOf(from);
    if (successor.isPresent()) {
      if (!successor.get().to().equals(to)) {
        throw new IllegalArgumentException(
            flag
                + "commit "
                + successor.get().seq()
                + " gave its place to '"
                + successor.get().to()
                + "'");
      }
      // Done by an earlier start with the same flag.
      return;
    }
    if (known.streamsOf(from).isEmpty()) {
      throw new IllegalArgumentException(
          flag
              + "the lake knows no source '"
              + from
              + "', it knows "
              + (known.sources().isEmpty() ? "none" : String.join(", ", known.sources())));
    }
    if (known.isCurrent(to)) {
      throw new IllegalArgumentException(
          flag
              + "source '"
              + to
              + "' has read "
              + logs(known.streamsOf(to))
              + " into the lake itself, so it cannot go on in the place of another");
    }
    adoptions.put(from, to);
  }

  private void requireConfigured(String source) {
    if (!configured.contains(source)) {
      throw new IllegalArgumentException(
          "There is no source '"
              + source
              + "' in the configuration, there is "
              + (configured.isEmpty() ? "none" : String.join(", ", new TreeSet<>(configured))));
    }
  }

  /**
   * A source whose place another one has would read on where it once stood, and repeat all since.
   */
  private void requireCurrent() {
    for (String source : new TreeSet<>(configured)) {
      Optional<Succession.Adoption> successor = known.successorOf(source);
      if (successor.isPresent() && !adoptions.containsValue(source)) {
        String to = successor.get().to();
        throw new CannotStart(
            "Source '"
                + source
                + "' is configured again, but commit "
                + successor.get().seq()
                + " gave its place to '"
                + to
                + "'. Give it an id that the lake does not know; or take '"
                + to
                + "' out of the configuration and start once with --adopt "
                + to
                + "="
                + source);
      }
    }
  }

  /** A source that the lake does not know reads nothing that a missing one has read. */
  private void requireNotRead(ReadStreams streams) {
    String source = streams.source();
    if (!known.streamsOf(source).isEmpty() || adoptions.containsValue(source)) {
      return;
    }
    for (String other : known.sources()) {
      if (configured.contains(other) || !known.isCurrent(other) || adoptions.containsKey(other)) {
        continue;
      }
      SortedSet<String> read = new TreeSet<>(known.streamsOf(other));
      read.removeIf(streams.reads().negate());
      if (!read.isEmpty()) {
        throw new CannotStart(
            "Source '"
                + source
                + "' is new to the lake and would read "
                + logs(read)
                + " again, such as "
                + StreamName.logOf(read.first())
                + ", which source '"
                + other
                + "' has read; that one is no longer configured. If it was renamed, start once with"
                + " --adopt "
                + other
                + "="
                + source
                + " to keep its place; if its lines are to be read once more, start once with"
                + " --as-new "
                + source);
      }
    }
  }

  private static String logs(Set<String> streams) {
    long logs = streams.stream().map(StreamName::logOf).distinct().count();
    return logs + (logs == 1 ? " log" : " logs");
  }
}
