package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tailwater.queries.api.BadParameterException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same question of an earlier range, at the same cut.
 *
 * @param with {@code previous}, {@code 1d} or {@code 7d}
 */
record Comparison(String with) {
  /** Where a row has the number that it is compared with: this and the number's name. */
  private static final String BEFORE = "previous_";

  private static final Duration LONGEST_STEP = Duration.ofDays(1);

  /** What makes rows of two ranges the same. */
  interface Key {
    /**
     * The key of a row; null for one that has no like.
     *
     * @param shift added to times, of which a key may be made
     */
    String of(JsonNode row, Duration shift);
  }

  Comparison {
    if (!List.of("previous", "1d", "7d").contains(with)) {
      throw new BadParameterException(
          "compare", "'compare' wants previous, 1d or 7d, got '" + with + "'");
    }
  }

  /** How much earlier, at most, for a range of some length. */
  Duration atMost(Duration length) {
    return with.equals("previous") ? length.plus(LONGEST_STEP) : shift(length, Duration.ofNanos(1));
  }

  /** How much earlier; by whole steps where an answer has some, so that points lie on points. */
  Duration shift(Reply now) {
    Duration length = Duration.between(now.from(), now.to());
    return shift(length, step(now.body().path("step").asText()));
  }

  private Duration shift(Duration length, Duration step) {
    return switch (with) {
      case "1d" -> Duration.ofDays(1);
      case "7d" -> Duration.ofDays(7);
      default -> step.multipliedBy(length.plus(step).minusNanos(1).dividedBy(step));
    };
  }

  /** 15m, 3h or 1d; a microsecond for none. */
  private static Duration step(String label) {
    return label.isEmpty()
        ? Duration.ofNanos(1000)
        : Duration.parse((label.endsWith("d") ? "P" : "PT") + label.toUpperCase(Locale.ROOT));
  }

  /**
   * The earlier range's end. Where the range reaches beyond now, the earlier one ends as early:
   * what has not happened yet must not look like a decline.
   */
  private Instant end(Reply reply, Instant now) {
    boolean goesOn = reply.from().isBefore(now) && now.isBefore(reply.to());
    return (goesOn ? now : reply.to()).minus(shift(reply));
  }

  /** The parameters of the earlier question, at the cut of the reply. */
  Map<String, List<String>> parameters(Map<String, List<String>> asked, Reply reply, Instant now) {
    Map<String, List<String>> earlier = new HashMap<>(asked);
    earlier.put("from", List.of(reply.from().minus(shift(reply)).toString()));
    earlier.put("to", List.of(end(reply, now).toString()));
    earlier.put("as_of", List.of(reply.meta().at("/cut/seq").asText()));
    return earlier;
  }

  /** A sentence with the earlier range. */
  String sentence(Reply reply, Instant now) {
    Instant from = reply.from().minus(shift(reply));
    return "change: since " + Headline.range(from, end(reply, now)) + " UTC";
  }

  /**
   * Gives each row the number that it had.
   *
   * @param rows of now
   * @param before those of the earlier range
   * @param shift how much earlier that is
   * @param metric the number; one without fraction was 0 where there was no such row
   * @param whole false when {@code before} lacks some rows
   */
  static void join(
      List<JsonNode> rows,
      List<JsonNode> before,
      Key key,
      Duration shift,
      String metric,
      boolean whole) {
    Map<String, JsonNode> earlier = new HashMap<>();
    before.forEach(row -> earlier.put(key.of(row, shift), row.path(metric)));
    for (JsonNode row : rows) {
      String same = key.of(row, Duration.ZERO);
      JsonNode number = same == null ? null : earlier.get(same);
      boolean none = number == null && same != null && whole;
      if (none && row.path(metric).isIntegralNumber()) {
        ((ObjectNode) row).put(BEFORE + metric, 0L);
      } else {
        ((ObjectNode) row).set(BEFORE + metric, number);
      }
    }
  }

  /** The column that shows it. */
  static Column column(String metric) {
    String of = metric.endsWith("_ms") ? metric.replace("_ms", "").replace('_', '.') + " " : "";
    return Column.right(
        of + "change",
        row -> Units.change(Column.decimal(row, metric), Column.decimal(row, BEFORE + metric)));
  }
}
