package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.StartFrom;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One log to follow, and what is known of it.
 *
 * @param source id of the source that reads it
 * @param active path that the log is written under
 * @param start where to begin in files that are there when nothing is known of the log
 * @param known its generations; empty for a log that nothing was read of
 */
public record LineageSplit(String source, Path active, StartFrom start, List<Generation> known)
    implements SourceSplit {

  static final String ID_SEPARATOR = ":";

  public LineageSplit {
    known = List.copyOf(known);
  }

  static String id(String source, Path active) {
    return source + ID_SEPARATOR + active;
  }

  @Override
  public String splitId() {
    return id(source, active);
  }
}
