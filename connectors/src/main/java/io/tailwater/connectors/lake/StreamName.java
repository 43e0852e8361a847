package io.tailwater.connectors.lake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a stream in the ledger, taken apart: {@code <log>#<dev>:<ino>:<birth>.<epoch>}. The
 * name of another kind of stream, such as a topic's partition, is a log of its own.
 */
public final class StreamName {
  /**
   * A generation of a log. Groups: the file (everything before the epoch), the log's path, the
   * epoch. The same in Java and in RE2, which DuckDB has.
   */
  public static final String OF_LOG = "(?s)^((.+)#-?[0-9]+:-?[0-9]+:-?[0-9]+)[.]([0-9]+)$";

  /**
   * How the name ends that stands for a source at whose first look there was no file. No file has
   * this device and inode.
   */
  public static final String OF_NOTHING = "#0:0:0.0";

  private static final Pattern GENERATION = Pattern.compile(OF_LOG);

  private StreamName() {}

  /** Name of the stream that remembers that a source had no file at its first look. */
  public static String ofNothing(String source) {
    return "/" + source + OF_NOTHING;
  }

  /** True for a name that {@link #ofNothing} gave: there never are bytes of such a stream. */
  public static boolean isOfNothing(String stream) {
    return stream.endsWith(OF_NOTHING);
  }

  /** What the stream's positions count, in the singular: bytes of a log, offsets of a topic. */
  public static String unitOf(String stream) {
    return GENERATION.matcher(stream).matches() ? "byte" : "offset";
  }

  /** The log that the stream is a generation of. */
  public static String logOf(String stream) {
    Matcher name = GENERATION.matcher(stream);
    return name.matches() ? name.group(2) : stream;
  }
}
