package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.LakeLocation;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tables.
 *
 * @param warehouse folder or URI below which the tables' files are
 * @param namespace Iceberg namespace of the tables
 * @param catalog Iceberg catalog properties: {@code type} or {@code catalog-impl} and any others;
 *     {@code type: jdbc} without a {@code uri} is SQLite in the warehouse
 * @param commitInterval time from one commit to the next, 100 ms to 1 h
 * @param retention how long data and snapshots are kept
 */
public record LakeConfig(
    String warehouse,
    String namespace,
    Map<String, String> catalog,
    Duration commitInterval,
    RetentionConfig retention)
    implements Serializable {
  public LakeConfig {
    Require.text("warehouse", warehouse);
    Require.name("namespace", namespace);
    Require.between("commit_interval", commitInterval, Duration.ofMillis(100), Duration.ofHours(1));
    catalog = Collections.unmodifiableMap(new LinkedHashMap<>(catalog));
    if (catalog.containsKey("type") && catalog.containsKey("catalog-impl")) {
      throw ConfigException.invalid(
          "catalog.type", "left out where catalog.catalog-impl is given", catalog.get("type"));
    }
    if (!catalog.containsKey("type") && !catalog.containsKey("catalog-impl")) {
      throw ConfigException.invalid(
          "catalog.type",
          "jdbc, rest, glue, hive, hadoop or another type that Iceberg knows",
          null);
    }
  }

  /** Where the lake is. */
  public LakeLocation location() {
    return new LakeLocation(warehouse, namespace, catalog);
  }

  /** Without the catalog's properties, which may hold secrets. */
  @Override
  public String toString() {
    return "LakeConfig[warehouse="
        + warehouse
        + ", namespace="
        + namespace
        + ", catalog="
        + catalog.keySet()
        + ", commitInterval="
        + commitInterval
        + ", retention="
        + retention
        + "]";
  }
}
