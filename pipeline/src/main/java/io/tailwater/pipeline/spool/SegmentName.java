package io.tailwater.pipeline.spool;

import io.tailwater.connectors.tail.file.PathGlob;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a segment: {@code events.ndjson-20261127-183000.1}. It is a dated name of one log, so
 * that the tail source takes the newest segment for the one being written, and the others for
 * finished. No name is given twice in a directory, and each is newer than those before, whatever
 * the clock does.
 *
 * @param second when it was begun, {@code yyyyMMdd-HHmmss} in UTC
 * @param number counts those of one second from 1
 */
record SegmentName(String second, int number) implements Comparable<SegmentName> {
  private static final String LOG = "events.ndjson";
  private static final int MOST = 9_999_999;
  private static final Pattern SHAPE =
      Pattern.compile(Pattern.quote(LOG) + "-(\\d{8}-\\d{6})\\.(\\d{1,7})");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Comparator<SegmentName> OLDEST_FIRST =
      Comparator.comparing(SegmentName::second).thenComparing(SegmentName::number);

  /** The segment that a file is, by its name. */
  static Optional<SegmentName> of(Path file) {
    Matcher name = SHAPE.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new SegmentName(name.group(1), Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  /** The pattern that the segments in a directory have. */
  static String patternIn(Path directory) {
    return PathGlob.literal(directory.toAbsolutePath().normalize()) + "/" + LOG + "-*";
  }

  /** The first of a directory. */
  static SegmentName first(Instant now) {
    return new SegmentName(SECOND.format(now), 1);
  }

  /** The one after this. */
  SegmentName next(Instant now) {
    String then = SECOND.format(now);
    if (then.compareTo(second) > 0) {
      return new SegmentName(then, 1);
    }
    if (number == MOST) {
      throw new IllegalStateException("No segment can follow " + file());
    }
    return new SegmentName(second, number + 1);
  }

  /** When it was begun. */
  Instant begun() {
    return Instant.from(SECOND.parse(second));
  }

  String file() {
    return LOG + "-" + second + "." + number;
  }

  @Override
  public int compareTo(SegmentName other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
