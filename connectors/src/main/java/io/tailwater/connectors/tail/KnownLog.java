package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileClaims;
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

  /**
   * Claims its files for it, so that no reader takes them for another log's before it is given to
   * one.
   *
   * @param host name of this machine: elsewhere device and inode numbers mean other files
   */
  void claim(FileClaims claims, String host) {
    known().stream()
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

  /** What it is called among the logs of all sources. */
  public String id() {
    return id(source, active);
  }
}
