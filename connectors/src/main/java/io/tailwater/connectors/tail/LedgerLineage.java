package io.tailwater.connectors.tail;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileClaims;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log as the ledger remembers it.
 *
 * @param source id of the source that read it
 * @param active path that it is written under
 * @param evidence what is known of each of its generations, as {@link Evidence} writes it
 */
record LedgerLineage(String source, String active, List<String> evidence) implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerLineage.class);

  LedgerLineage {
    evidence = List.copyOf(evidence);
  }

  /**
   * Gathers the ledger's streams into logs. Streams of other sources are left out.
   *
   * @param selections what each source reads
   * @throws IllegalArgumentException when a stream's evidence is of another stream or offset
   */
  static List<LedgerLineage> of(Map<String, FileSelection> selections, List<StreamHead> heads) {
    Map<String, LedgerLineage> lineages = new LinkedHashMap<>();
    for (StreamHead head : heads) {
      FileSelection selection = selections.get(head.source());
      if (selection != null && canBeNamed(head)) {
        Path active = LineagePath.readerOf(checked(head), selection);
        lineages.merge(
            KnownLog.id(head.source(), active),
            new LedgerLineage(head.source(), active.toString(), List.of(head.evidence())),
            LedgerLineage::and);
      }
    }
    return List.copyOf(lineages.values());
  }

  /** What cannot be named here cannot be read either; it goes on where it can. */
  private static boolean canBeNamed(StreamHead head) {
    try {
      LineagePath.ofStream(head.stream());
      return true;
    } catch (InvalidPathException e) {
      LOG.warn(
          "Stream {} of source {} is left unread: its name is not valid in the encoding of file"
              + " names here; want LC_ALL=C.UTF-8",
          head.stream(),
          head.source());
      return false;
    }
  }

  private static Generation checked(StreamHead head) {
    String where = "Newest ledger row of stream " + head.stream() + " of source " + head.source();
    Generation generation;
    try {
      generation = Evidence.read(head.evidence());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
    if (!generation.name().equals(head.stream())) {
      throw new IllegalArgumentException(
          where + ": its evidence is of stream " + generation.name());
    }
    if (generation.offset() != head.offset()) {
      throw new IllegalArgumentException(
          where
              + ": it ends at offset "
              + head.offset()
              + ", its evidence goes on at "
              + generation.offset());
    }
    return generation;
  }

  private LedgerLineage and(LedgerLineage other) {
    List<String> all = new ArrayList<>(evidence);
    all.addAll(other.evidence);
    return new LedgerLineage(source, active, all);
  }

  /**
   * Claims its files for it, so that no reader takes them for another log's before it is given to
   * one.
   *
   * @param host name of this machine: elsewhere device and inode numbers mean other files
   */
  void claim(FileClaims claims, String host) {
    evidence.stream()
        .map(Evidence::read)
        .filter(generation -> generation.host().equals(host))
        .forEach(generation -> claims.remember(source, id(), generation));
  }

  /** Leaves its files to whichever log meets them: it is given to no reader, or not yet. */
  void leave(FileClaims claims, String host) {
    for (String text : evidence) {
      Generation generation = Evidence.read(text);
      if (generation.host().equals(host)) {
        claims.leave(source, generation, text);
      }
    }
  }

  String id() {
    return KnownLog.id(source, Path.of(active));
  }

  KnownLog toLog() {
    return new KnownLog(source, Path.of(active), StartFrom.BEGINNING, evidence);
  }
}
