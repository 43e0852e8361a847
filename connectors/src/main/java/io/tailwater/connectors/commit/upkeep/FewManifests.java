package io.tailwater.connectors.commit.upkeep;

import org.apache.iceberg.Table;

/**
 * Gathers the manifests of a table when they have become many: every commit and every merge adds
 * one, and whoever looks for files opens all of them.
 */
final class FewManifests {
  /** An append gathers them too, from twice as many on, but somebody waits for an append. */
  private static final int MOST = 25;

  private FewManifests() {}

  /** True when they were gathered. */
  static boolean gather(Table table) {
    table.refresh();
    return table.currentSnapshot().dataManifests(table.io()).size() > MOST
        && CarriedCommit.make(table, () -> table.rewriteManifests().clusterBy(file -> "all"));
  }
}
