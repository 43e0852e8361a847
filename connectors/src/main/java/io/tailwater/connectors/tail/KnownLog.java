package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.StartFrom;
import java.nio.file.Path;
import java.util.List;

/**
 * One log to follow, and what is known of it. Evidence stays the text that it is stored as: there
 * may be a hundred thousand logs, and most checkpoints change few of them.
 *
 * @param source id of the source that reads it
 * @param active path that the log is written under
 * @param start where to begin in files that are there when nothing is known of the log
 * @param evidence its generations, as {@link Evidence} writes them; empty for a log that nothing
 *     was read of
 */
public record KnownLog(String source, Path active, StartFrom start, List<String> evidence) {

  static final String ID_SEPARATOR = ":";

  public KnownLog {
    evidence = List.copyOf(evidence);
  }

  /** Its generations. */
  List<Generation> known() {
    return evidence.stream().map(Evidence::read).toList();
  }

  static String id(String source, Path active) {
    return source + ID_SEPARATOR + active;
  }

  /** What it is called among the logs of all sources. */
  public String id() {
    return id(source, active);
  }
}
