package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.ParseOptions;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the parse operator needs of the configuration and of the lake.
 *
 * @param sources how each source's lines become events
 * @param knownEndpoints endpoint names by service that the lake already has; null key for none
 * @param maxEndpoints names a service may have
 */
public record ParseSetup(
    List<ParseOptions> sources, Map<String, List<String>> knownEndpoints, int maxEndpoints)
    implements Serializable {

  public ParseSetup {
    sources = List.copyOf(sources);
    knownEndpoints = new LinkedHashMap<>(knownEndpoints);
  }

  /**
   * What the configuration and a lake at a cut say.
   *
   * @param columnIds field ids of the columns that sources have added, by the columns' names
   */
  static ParseSetup of(
      TailwaterConfig config, Map<String, Integer> columnIds, LakeCatalog lake, Cut cut) {
    return new ParseSetup(
        config.sources().stream()
            .map(source -> ParseOptionsOf.source(source, config, columnIds))
            .toList(),
        KnownEndpoints.read(lake, cut),
        config.endpoints().maxPerService());
  }

  EndpointNames endpointNames() {
    return new EndpointNames(knownEndpoints, maxEndpoints);
  }

  ParseOptions optionsOf(String source) {
    Map<String, ParseOptions> byId = new HashMap<>();
    sources.forEach(options -> byId.put(options.source(), options));
    ParseOptions options = byId.get(source);
    if (options == null) {
      throw new IllegalStateException(
          "Lines of source " + source + " arrive, but only " + byId.keySet() + " are configured");
    }
    return options;
  }
}
