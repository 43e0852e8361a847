package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.Printable;
import io.tailwater.queries.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the pipeline, a sentence each, as its status says. */
final class TopTroubles {
  private TopTroubles() {}

  static List<String> of(JsonNode status) {
    List<String> troubles = new ArrayList<>();
    if (status.path("problem").isTextual()) {
      troubles.add("the service cannot read the lake: " + text(status, "problem"));
    }
    JsonNode commits = status.path("commit_trouble");
    if (commits.isObject()) {
      troubles.add("commits fail since " + time(commits) + ": " + text(commits, "reason"));
    }
    for (JsonNode source : status.path("source_troubles")) {
      troubles.add(
          "source %s fails since %s: %s"
              .formatted(text(source, "source"), time(source), text(source, "reason")));
    }
    JsonNode losses = status.path("losses_last_day");
    if (losses.path("records").asLong() > 0) {
      long lost = losses.path("bytes").asLong();
      troubles.add(
          "lost in the last 24 h: "
              + Text.amounts(lost, losses.path("lost_records").asLong())
              + (losses.path("of_unknown_size").asLong() > 0 ? ", maybe more" : ""));
    }
    for (JsonNode rate : status.path("reject_rates")) {
      if (rate.path("high").asBoolean()) {
        troubles.add(
            "source %s: %s of the lines of the last hour are rejected"
                .formatted(text(rate, "source"), Text.percent(rate.path("ratio").asDouble())));
      }
    }
    JsonNode upkeep = status.at("/upkeep/trouble");
    if (upkeep.isObject()) {
      troubles.add("upkeep fails since " + time(upkeep) + ": " + text(upkeep, "reason"));
    }
    return troubles;
  }

  private static String text(JsonNode node, String field) {
    return Printable.line(node.path(field).asText());
  }

  private static String time(JsonNode trouble) {
    Instant since = Instant.parse(trouble.path("since").asText());
    return Headline.time(since.truncatedTo(ChronoUnit.SECONDS)) + " UTC";
  }
}
