package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;

/** The endpoint names that the lake's rollups already use, so that a restart keeps them. */
final class KnownEndpoints {
  private KnownEndpoints() {}

  /** Names by service at a cut; the null service has a null key. */
  static Map<String, List<String>> read(LakeCatalog lake, Cut cut) {
    Table rollups = lake.load(LakeTables.REQUESTS_HOURLY);
    Map<String, Set<String>> names = new HashMap<>();
    new SnapshotRows(rollups, cut.snapshotOf(LakeTables.REQUESTS_HOURLY))
        .forEach(
            row -> {
              String endpoint = (String) row.getField("endpoint");
              if (endpoint != null) {
                names
                    .computeIfAbsent((String) row.getField("service"), key -> new LinkedHashSet<>())
                    .add(endpoint);
              }
            },
            "service",
            "endpoint");
    Map<String, List<String>> lists = new HashMap<>();
    names.forEach((service, set) -> lists.put(service, new ArrayList<>(set)));
    return lists;
  }
}
