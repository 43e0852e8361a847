package io.tailwater.pipeline.job;

import java.util.Map;
import java.util.Set;

/**
 * What a start is told of the sources' ids.
 *
 * @param adopt id of a source that was renamed, to the id that it has now
 * @param asNew ids of sources that read logs anew which another source has read before
 */
public record SourceChoices(Map<String, String> adopt, Set<String> asNew) {
  /** Nothing was said. */
  public static final SourceChoices NONE = new SourceChoices(Map.of(), Set.of());

  public SourceChoices {
    adopt = Map.copyOf(adopt);
    asNew = Set.copyOf(asNew);
  }
}
