package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tailwater.queries.api.BadParameterException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same question of an earlier range, at the same cut.
 *
 * @param with {@code previous}, {@code 1d} or {@code 7d}
 */
record Comparison(String with) {
  /** Where a row has the number that it is compared with: this and the number's name. */
  private static final String BEFORE = "previous_";

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

  /** How much earlier than a range of some length. */
  Duration earlier(Duration length) {
    return switch (with) {
      case "1d" -> Duration.ofDays(1);
      case "7d" -> Duration.ofDays(7);
      default -> length;
    };
  }

  Duration earlier(Reply now) {
    return earlier(Duration.between(now.from(), now.to()));
  }

  /** The parameters of the earlier question. */
  Map<String, List<String>> parameters(Map<String, List<String>> asked, Reply now) {
    Map<String, List<String>> earlier = new HashMap<>(asked);
    earlier.put("from", List.of(now.from().minus(earlier(now)).toString()));
    earlier.put("to", List.of(now.to().minus(earlier(now)).toString()));
    return earlier;
  }

  /** A sentence with the earlier range. */
  String sentence(Reply now) {
    Instant from = now.from().minus(earlier(now));
    return "change: since " + Headline.range(from, now.to().minus(earlier(now))) + " UTC";
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
