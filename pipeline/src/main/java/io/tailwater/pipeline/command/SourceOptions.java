package io.tailwater.pipeline.command;

import io.tailwater.pipeline.job.SourceChoices;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a start is told of its sources' ids. */
final class SourceOptions {
  @Option(
      names = "--adopt",
      paramLabel = "OLD=NEW",
      description =
          "Source NEW is the one that was called OLD: it goes on where that one stands. Needed once.")
  private List<String> adopt = List.of();

  @Option(
      names = "--as-new",
      paramLabel = "SOURCE",
      description =
          "The source reads logs once more that another one, not configured any more, has read."
              + " Needed once.")
  private List<String> asNew = List.of();

  /**
   * @throws IllegalArgumentException when a name is missing or given two meanings
   */
  SourceChoices choices() {
    Map<String, String> adoptions = new HashMap<>();
    for (String text : adopt) {
      int equals = text.indexOf('=');
      String from = equals < 0 ? "" : text.substring(0, equals);
      String to = text.substring(equals + 1);
      if (from.isBlank() || to.isBlank()) {
        throw new IllegalArgumentException(
            "--adopt wants OLD=NEW, the ids of a source before and now, got '" + text + "'");
      }
      if (adoptions.containsValue(to) || adoptions.put(from, to) != null) {
        throw new IllegalArgumentException(
            "--adopt names each source once, got " + String.join(" and ", adopt));
      }
    }
    return new SourceChoices(adoptions, new HashSet<>(asNew));
  }
}
