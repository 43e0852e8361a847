package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.config.Nearest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to say of a question to which there is nothing. */
final class Nothing {
  private static final List<String> ABOUT_THE_CUT = List.of("as_of");

  private final Ask ask;
  private final Map<String, List<String>> asked;

  Nothing(Ask ask, Map<String, List<String>> asked) {
    this.ask = ask;
    this.asked = asked;
  }

  /** Where the newest event is, and how to ask for it. */
  String sentence(Reply reply) throws Exception {
    String none = "No requests between " + Headline.time(reply.from()) + " and ";
    String sentence = none + Headline.time(reply.to()) + " UTC";
    Map<String, List<String>> cut = new HashMap<>(asked);
    cut.keySet().retainAll(ABOUT_THE_CUT);
    JsonNode newest = ask.ask("/api/v1/status", cut).body().path("newest_event");
    if (!newest.isTextual()) {
      return sentence + "; the lake holds no event yet";
    }
    Instant time = Instant.parse(newest.asText());
    String where = "; the newest event is of " + Headline.time(time);
    if (!time.isBefore(reply.from()) && time.isBefore(reply.to())) {
      return sentence + " that the filters let through" + where;
    }
    Instant end = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return sentence + where + ": --to " + end;
  }

  /**
   * The name most like one that was asked for in vain.
   *
   * @param parameter {@code endpoint} or {@code service}
   * @param name what was asked for
   */
  Optional<String> nearest(String parameter, String name) throws Exception {
    Map<String, List<String>> all = new HashMap<>(asked);
    all.keySet().retainAll(List.of("from", "to", "as_of"));
    all.put("group_by", List.of(parameter));
    all.put("limit", List.of("1000"));
    List<String> known =
        ask.ask("/api/v1/latency", all).items().stream()
            .map(item -> item.path(parameter))
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .toList();
    return known.isEmpty() || known.contains(name)
        ? Optional.empty()
        : Optional.of(
            "there is no %s '%s' in this range; the nearest is '%s'"
                .formatted(parameter, name, Nearest.to(name, known)));
  }
}
