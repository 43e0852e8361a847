package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.config.LakeConfig;

/** Where the configured lake is. */
public final class LakeLocationOf {
  private LakeLocationOf() {}

  public static LakeLocation config(LakeConfig lake) {
    return new LakeLocation(lake.warehouse(), lake.namespace(), lake.catalog());
  }
}
