package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.SettledFormat;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.util.Map;

/**
 * A configuration that leaves nothing to a look at lines any more.
 *
 * @param config the configuration
 * @param formats what was settled and is to be remembered, by the ids of sources
 */
record SettledSources(TailwaterConfig config, Map<String, SettledFormat> formats) {
  SettledSources {
    formats = Map.copyOf(formats);
  }
}
