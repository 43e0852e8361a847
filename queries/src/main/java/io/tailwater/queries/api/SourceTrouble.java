package io.tailwater.queries.api;

import io.tailwater.queries.lake.LakeAtCut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * That a source cannot be read, such as brokers that do not answer, as the job says.
 *
 * @param source id of the source
 * @param since when it began
 * @param at when it was met last
 * @param reason why, in one sentence
 */
public record SourceTrouble(String source, Instant since, Instant at, String reason) {

  /** By the ids of the sources. */
  static List<SourceTrouble> of(LakeAtCut lake) {
    List<SourceTrouble> troubles = new ArrayList<>();
    lake.sourceTroubles()
        .forEach(
            (source, trouble) ->
                troubles.add(
                    new SourceTrouble(source, trouble.since(), trouble.at(), trouble.reason())));
    return troubles;
  }
}
