package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.terminal.Line;
import io.tailwater.queries.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Points in time, side by side, and the names under them.
 *
 * @param times start of each
 * @param step width of each as the API writes it
 * @param filling number of the first one that still fills; as many as there are for none
 * @param wide how many characters each takes
 */
record TimeColumns(List<Instant> times, String step, int filling, int wide) {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ROOT);

  /** Distances from one name to the next, minutes. */
  private static final int[] DISTANCES = {
    5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14_400, 28_800, 43_200
  };

  private static final int ROOM = 9;

  static TimeColumns of(Reply course, int wide) {
    List<Instant> times = new ArrayList<>();
    course.body().path("time").forEach(time -> times.add(Instant.parse(time.asText())));
    JsonNode from = course.body().path("filling_from");
    int filling = times.size();
    if (from.isTextual()) {
      filling = (int) times.stream().filter(Instant.parse(from.asText())::isAfter).count();
    }
    return new TimeColumns(times, course.body().path("step").asText(), filling, wide);
  }

  int width() {
    return times.size() * wide;
  }

  /** Each character of a text as wide as a point. */
  String widened(String text) {
    return text.chars()
        .mapToObj(c -> Character.toString(c).repeat(wide))
        .collect(Collectors.joining());
  }

  /**
   * Names of points, UTC, and a shade under those that still fill.
   *
   * @param unicode whether block characters can be shown
   */
  Line axis(boolean unicode) {
    Line line = new Line();
    long distance = distance();
    for (int i = 0; i < times.size(); i++) {
      String name = (unicode ? "└" : "`") + name(times.get(i));
      boolean named = times.get(i).getEpochSecond() % distance == 0;
      boolean free = line.width() <= i * wide && i * wide + name.length() <= filling * wide;
      if (named && free) {
        line.padTo(i * wide).add(name, Style.DIM);
      } else if (i >= filling) {
        line.padTo(i * wide).add((unicode ? "░" : "~").repeat(wide), Style.of(TopColours.LATE));
      }
    }
    return line;
  }

  /** Seconds from one name to the next, so that each has room. */
  private long distance() {
    Duration length = TopStep.length(step);
    return IntStream.of(DISTANCES)
        .mapToLong(minutes -> minutes * 60L)
        .filter(seconds -> seconds >= length.toSeconds())
        .filter(seconds -> seconds / length.toSeconds() * wide >= ROOM)
        .findFirst()
        .orElse(DISTANCES[DISTANCES.length - 1] * 60L);
  }

  private static String name(Instant time) {
    boolean midnight = time.getEpochSecond() % Duration.ofDays(1).toSeconds() == 0;
    return time.atOffset(ZoneOffset.UTC).format(midnight ? DAY : CLOCK);
  }
}
