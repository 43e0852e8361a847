package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLayout;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.LakeConfig;
import io.tailwater.pipeline.job.NotReady;

/** The lake that a command works on, once there is one. */
record LakeAtHand(LakeCatalog lake, Cut newest) implements AutoCloseable {

  /**
   * @throws NotReady when there is no lake, or none whose making has ended
   * @throws io.tailwater.connectors.lake.UnknownLayoutException when a newer version wrote it
   */
  static LakeAtHand open(LakeConfig config) {
    LakeCatalog lake =
        LakeCatalog.openExisting(config.location()).orElseThrow(() -> notReady(config));
    try {
      LakeLayout.check(LakeTables.LEDGER, lake.load(LakeTables.LEDGER));
      Cut newest = Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow(() -> notReady(config));
      LakeLayout.check(lake.loadAll());
      return new LakeAtHand(lake, newest);
    } catch (RuntimeException e) {
      lake.close();
      throw e;
    }
  }

  private static NotReady notReady(LakeConfig config) {
    return new NotReady(
        "There is no lake at " + config.warehouse() + " yet: run or ingest makes it");
  }

  @Override
  public void close() {
    lake.close();
  }
}
