package io.tailwater.connectors.tail;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.StartFrom;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs that the ledger remembers, and all that it knows of them. */
final class LedgerLogs {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerLogs.class);

  private LedgerLogs() {}

  /**
   * Gathers the ledger's streams into logs. Streams of other sources are left out.
   *
   * @param selections what each source reads
   * @throws IllegalArgumentException when a stream's evidence is of another stream or offset
   */
  static List<KnownLog> of(Map<String, FileSelection> selections, List<StreamHead> heads) {
    Map<String, KnownLog> logs = new LinkedHashMap<>();
    for (StreamHead head : heads) {
      FileSelection selection = selections.get(head.source());
      if (selection != null && canBeNamed(head)) {
        Path active = LineagePath.readerOf(checked(head), selection);
        KnownLog log =
            new KnownLog(head.source(), active, StartFrom.BEGINNING, List.of(head.evidence()));
        logs.merge(log.id(), log, LedgerLogs::both);
      }
    }
    return List.copyOf(logs.values());
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

  private static KnownLog both(KnownLog log, KnownLog same) {
    List<String> all = new ArrayList<>(log.evidence());
    all.addAll(same.evidence());
    return new KnownLog(log.source(), log.active(), log.start(), all);
  }
}
